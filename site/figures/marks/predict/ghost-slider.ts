import './ghost.css';

export interface GhostProps {
  /** What is guessed. */
  label: string;
  /** Hundredths of the picture's scale; undefined until the reader has made a guess. */
  value: number | undefined;
  onguess: (hundredths: number) => void;
  /** Told when the reader lets go of the guess: at the end of a drag, at Enter, on the way elsewhere. */
  onmade?: (() => void) | undefined;
}

/**
 * Attributes of the invisible slider under a guess, by which finger, mouse and arrow keys move it.
 * @param resting position of the handle before there is a guess
 */
export function ghostSlider(
  { label, value, onguess, onmade }: GhostProps,
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
    ...(onmade &&
      value !== undefined && {
        onpointerup: onmade,
        onblur: onmade,
        onkeydown: ({ key }: KeyboardEvent) => key === 'Enter' && onmade(),
      }),
  } as const;
}
