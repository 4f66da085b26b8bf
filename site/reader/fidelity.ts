import deviations from '../content/deviations.json' with { type: 'json' };
import type { Sentence } from '../model/reader-place.ts';
import { presetOf } from './presets.ts';

/** How far the served attention weights of one text are from those of fp32, over all layers and heads. */
export interface Deviation {
  readonly mean: number;
  readonly max: number;
}

const measured: Readonly<Record<string, Deviation>> = deviations.presets;
const { texts, p99 } = deviations.card;

/**
 * A sentence on how exact the weights on screen are: measured on the reader's sentence where it is one of the site's
 * own, otherwise on the test texts.
 */
export function fidelityOf(sentence: Sentence | undefined): string {
  const deviation = sentence && measured[presetOf(sentence)?.id ?? ''];
  if (!deviation)
    return `Measured on ${texts} test texts, 99\u00a0% of its attention weights are within ${p99} of fp32's.`;
  return `On the sentence of this page its attention weights are ${deviation.mean} from fp32's on average, ${deviation.max} at most.`;
}
