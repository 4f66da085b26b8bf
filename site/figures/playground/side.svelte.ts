import { type AttentionTrace, headWeights } from '../../lib/attention-trace.ts';
import { followAnswer } from './answer.svelte.ts';
import { hasChanges } from './changes/head-mask.ts';
import { type Changes, type Lens, noChanges } from './place.ts';
import { type Read, readingQuestion } from './readings.ts';

/** A text and its unchanged attention, all heads or some. */
export interface Side {
  readonly text: string;
  readonly pair: string;
  readonly base: AttentionTrace;
  readonly changes: Changes;
}

export interface Wanted {
  readonly lens: Lens;
  readonly layer: number;
  readonly heads: readonly number[];
}

/**
 * A text's numbers in the lens and under the changes that are on: its base where that is all, else asked of the model.
 * Until then the base stays, or the answer before.
 */
export function followSide(side: () => Side | undefined, wanted: () => Wanted) {
  const isPlain = $derived.by(() => {
    const [from, { lens, layer, heads }] = [side(), wanted()];
    return (
      from !== undefined &&
      lens === 'weight' &&
      !hasChanges(from.changes) &&
      heads.every((head) => headWeights(from.base, layer, head))
    );
  });
  const asked = followAnswer(() => {
    const [from, { lens, layer }] = [side(), wanted()];
    if (!from || isPlain) return undefined;
    const { text, pair, changes, base } = from;
    return readingQuestion({ text, pair, seqLen: base.tokens.length, lens, layer, changes });
  });
  const read = $derived.by((): Read | undefined => {
    const from = side();
    if (!from) return undefined;
    if (!isPlain && asked.value) return asked.value;
    return { ...from.base, text: from.text, pair: from.pair, lens: 'weight', changes: noChanges };
  });
  return {
    get read() {
      return read;
    },
    get status() {
      return asked.status;
    },
    retry: () => asked.retry(),
  };
}
