import deviations from '../content/deviations.json' with { type: 'json' };
import type { Sentence } from '../model/reader-place.ts';
import { presetOf } from './presets.ts';

/** How far the served attention weights of one text are from fp32's, over all layers and heads. */
export interface Deviation {
  readonly mean: number;
  readonly max: number;
}

const measured: Readonly<Record<string, Deviation>> = deviations.presets;
const { texts, p99 } = deviations.card;

/** In words: what was measured on this very sentence, or on the test texts where it is none of those, or there is none. */
export function fidelityOf(sentence: Sentence | undefined): string {
  const deviation = sentence && measured[presetOf(sentence)?.id ?? ''];
  if (!deviation) return `Measured on ${texts} test texts, 99 % of its attention weights are within ${p99} of fp32's.`;
  return `On the sentence of this page its attention weights are ${deviation.mean} from fp32's on average, ${deviation.max} at most.`;
}
