import presetList from '../content/presets.json' with { type: 'json' };
import type { ReaderPlace, Sentence } from '../model/reader-place.ts';

/** A sentence with a place in it that is worth a look. Layers and heads are 0-based. */
export interface Preset extends ReaderPlace {
  readonly id: string;
  /** On its button. */
  readonly name: string;
  /** One sentence: what to look for there. */
  readonly look: string;
}

export const presets: readonly Preset[] = presetList;

/** What the first page opens with. */
export const firstPreset: Preset = presets[0]!;

/** The preset of this sentence, whose trace the site holds itself. */
export function presetOf({ text, pair }: Sentence): Preset | undefined {
  return presets.find((preset) => preset.text === text && preset.pair === pair);
}
