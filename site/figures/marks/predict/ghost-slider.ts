import './ghost.css';

export interface GhostProps {
  /** What is guessed. */
  label: string;
  /** Hundredths of the picture's scale; undefined until there is a guess. */
  value: number | undefined;
  onguess: (hundredths: number) => void;
}

/**
 * The attributes of the slider under a ghost: nobody sees it, finger, mouse and arrow keys hold it.
 * @param resting where the handle waits
 */
export function ghostSlider(
  { label, value, onguess }: GhostProps,
  resting: number,
  inWords: (value: number) => string,
) {
  return {
    class: 'ghost-hold',
    type: 'range',
    min: '0',
    max: '100',
    step: '1',
    'aria-label': label,
    'aria-valuetext': value === undefined ? 'no guess yet' : inWords(value),
    value: value ?? resting,
    oninput: (event: Event & { currentTarget: HTMLInputElement }) => onguess(Number(event.currentTarget.value)),
  } as const;
}
