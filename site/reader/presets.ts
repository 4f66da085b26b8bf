import presetList from '../content/presets.json' with { type: 'json' };
import type { ReaderPlace, Sentence } from '../model/reader-place.ts';

/** A sentence of the site's own, with a place in it that is worth a look. Layers and heads are 0-based. */
export interface Preset extends ReaderPlace {
  readonly id: string;
  /** The text on its button. */
  readonly name: string;
  /** A sentence that says what to look for at that place. */
  readonly look: string;
}

export const presets: readonly Preset[] = presetList;

/** The sentence with which every page begins. */
export const firstPreset: Preset = presets[0]!;

/** The preset of this sentence, whose trace is a file of the site. Undefined for any other sentence. */
export function presetOf({ text, pair }: Sentence): Preset | undefined {
  return presets.find((preset) => preset.text === text && preset.pair === pair);
}
