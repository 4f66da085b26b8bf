import { limits } from '../../../shared/api/limits.ts';
import { upTo } from '../../model/attention-file.ts';
import { fewAtOnce } from '../../model/few-at-once.ts';
import { headCount } from '../../model/reader-place.ts';
import { type Trace, traceRow } from '../../model/trace.ts';
import { headMaskOf, type KnockOutModel } from '../knock-out/knock-out.ts';
import type { BlankedSentence, HeadReading, SweepView } from './weight-and-effect.ts';

interface Watched {
  /** Called after each head with everything that is known. */
  readonly onpart?: (view: SweepView) => void;
  readonly signal?: AbortSignal;
}

/**
 * Measures every head of some layers: each is knocked out once while the model fills the blank, with 12 requests for
 * each layer and two before.
 * @throws as the model does; the signal's reason when it is aborted
 */
export async function sweepHeads(
  model: KnockOutModel,
  question: BlankedSentence,
  layers: readonly number[],
  { onpart, signal }: Watched = {},
): Promise<SweepView> {
  const blank = { maskTokens: [question.blank] };
  const names = layers.flatMap((layer) => [`attentions.${layer}`, `attention_norms.${layer}`]);
  const [trace, whole] = await Promise.all([model.trace(question, names, blank), model.fillMask(question, 1, blank)]);
  const { id, token, probability } = whole[0]!;
  const leftOut = trace.tokens.flatMap(({ special }, at) => (special || at === question.blank ? [at] : []));
  const tokens = trace.tokens.map(({ text }) => text);
  const heads: HeadReading[] = [];
  const view = () => ({ question, tokens, leftOut, word: token, id, probability, heads: [...heads] });
  const waiting = layers.flatMap((layer) => upTo(headCount).map((head) => ({ layer, head })));
  const ask = async (at: Pick<HeadReading, 'layer' | 'head'>) => {
    const change = { ...blank, headMask: headMaskOf({ ...at, scope: 'head' }) };
    const candidates = await model.fillMask(question, limits.candidates, change);
    signal?.throwIfAborted();
    const found = candidates.find((one) => one.id === id)?.probability;
    // A word below all candidates has no known probability, only one smaller than theirs.
    heads.push(reading(trace, question.blank, leftOut, at, { before: probability, after: found ?? 0 }));
    onpart?.(view());
  };
  await fewAtOnce(() => waiting.shift(), ask, signal);
  return view();
}

function reading(
  trace: Trace,
  blank: number,
  leftOut: readonly number[],
  { layer, head }: Pick<HeadReading, 'layer' | 'head'>,
  { before, after }: { readonly before: number; readonly after: number },
): HeadReading {
  const toOthers = (name: string) =>
    traceRow(trace, `${name}.${layer}`, head, blank).reduce(
      (sum, value, at) => sum + (leftOut.includes(at) ? 0 : value),
      0,
    );
  const effect = Math.min(mostEffect, Math.abs(Math.log(after / before)));
  return {
    layer,
    head,
    weight: toOthers('attentions'),
    length: toOthers('attention_norms'),
    probability: after,
    effect,
  };
}

/** The effect at which a word below all candidates is drawn: a thousandth of its probability. */
const mostEffect = Math.log(1000);
