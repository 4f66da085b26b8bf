import { type AttentionLens, type AttentionTrace, headWeights } from '../model/attention-trace.ts';
import { followAnswer } from './answer.svelte.ts';
import { isPlainPass } from './changes/changed-pass.ts';
import { type Changes, noChanges } from './place.ts';
import { type Read, readingQuestion } from './readings.ts';

/** A text with its unchanged attention in some lens, of all heads or of some. */
export interface Side {
  readonly text: string;
  readonly pair: string;
  readonly base: AttentionTrace;
  readonly changes: Changes;
  /** Whether the base in another lens, or of another head, is already on its way. */
  readonly isComing: boolean;
}

export interface Wanted {
  readonly lens: AttentionLens;
  readonly layer: number;
  readonly heads: readonly number[];
}

/**
 * The numbers of a text in the wanted lens, with its changes. They are the base where it holds them, otherwise the
 * model is asked. Until it answers, the last answer or the base stays.
 */
export function followSide(side: () => Side | undefined, wanted: () => Wanted) {
  const isPlain = $derived.by(() => {
    const [from, { lens, layer, heads }] = [side(), wanted()];
    return (
      from !== undefined &&
      lens === (from.base.holds ?? 'weight') &&
      isPlainPass(from.changes) &&
      heads.every((head) => headWeights(from.base, layer, head))
    );
  });
  const asked = followAnswer(() => {
    const [from, { lens, layer }] = [side(), wanted()];
    if (!from || isPlain || (from.isComing && isPlainPass(from.changes))) return undefined;
    const { text, pair, changes, base } = from;
    return readingQuestion({ text, pair, seqLen: base.tokens.length, lens, layer, changes });
  });
  const read = $derived.by((): Read | undefined => {
    const from = side();
    if (!from) return undefined;
    if (!isPlain && asked.value) return asked.value;
    return { ...from.base, text: from.text, pair: from.pair, lens: from.base.holds ?? 'weight', changes: noChanges };
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
