import { type HeadMetric, type HeadMetrics, headMetrics } from '../../../../shared/analysis/head-metrics.ts';
import { type Find, whatStandsOut } from '../../../../shared/analysis/what-stands-out.ts';
import type { HeadMeasure } from '../../../../shared/atlas/atlas.ts';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { type AttentionTrace, headWeights } from '../../../model/attention-trace.ts';
import { fetchAttention } from '../../../model/fetch-attention.ts';
import { fetchTrace } from '../../../model/fetch-trace.ts';
import type { Sentence } from '../../../model/reader-place.ts';
import { traceRow } from '../../../model/trace.ts';
import { scaleEnds } from '../scale-ends.ts';

/** The head of a page, 0-based, and what is usual of it. */
export interface UsualHead {
  readonly layer: number;
  readonly head: number;
  readonly name: string;
  /** Means over the treebank. */
  readonly measures: Readonly<Record<HeadMeasure, number>>;
  /** Usual weight by offset, -10..10. */
  readonly weights: readonly number[];
}

/** What that head does on one sentence. */
export interface HeadHere extends Sentence {
  readonly tokens: readonly Pick<Token, 'text' | 'special'>[];
  /** A [n, n], 0..1; rows attend. */
  readonly weights: Float32Array;
  readonly metrics: HeadMetrics;
  /** Pairs that stand out from the usual weight, best first; undefined in a text that is too long to be looked at. */
  readonly finds: readonly Find[] | undefined;
}

/** Longer texts are not looked at for pairs that stand out: a layer's lengths would be some megabytes. */
export const longestLooked = 128;
const mostFinds = 3;

/**
 * One head on a sentence, from the model's answers.
 * @param known weights of that sentence that the page has already
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function readHead(
  { text, pair }: Sentence,
  usual: UsualHead,
  signal: AbortSignal,
  known: AttentionTrace | undefined,
): Promise<HeadHere> {
  const { layer, head } = usual;
  const hasHead = known !== undefined && headWeights(known, layer, head) !== undefined;
  const trace = hasHead ? known : await fetchAttention({ text, pair, layer, head }, signal);
  const { tokens } = trace;
  const weights = headWeights(trace, layer, head);
  if (!weights)
    throw new Error(`expected head ${usual.name} in the answer, found layers ${trace.layers}, heads ${trace.heads}`);
  const finds =
    tokens.length > longestLooked ? undefined : await findPairs({ text, pair }, tokens, weights, usual, signal);
  return { text, pair, tokens, weights, metrics: headMetrics(weights, tokens), finds };
}

async function findPairs(
  sentence: Sentence,
  tokens: readonly Token[],
  attentions: Float32Array,
  { layer, head, weights: usual }: UsualHead,
  signal: AbortSignal,
): Promise<Find[]> {
  const name = `attention_norms.${layer}`;
  // Three digits are enough to rank shares, at half the bytes.
  const trace = await fetchTrace(sentence, [name], signal, { dtype: 'f16' });
  const norms = traceRow(trace, name, head);
  return whatStandsOut(tokens, [{ attentions, norms }], usual)
    .slice(0, mostFinds)
    .map((find) => ({ ...find, layer, head }));
}

/** One line of the comparison: here, and the mean over the treebank. */
export interface ComparedRow {
  readonly metric: HeadMetric;
  readonly words: string;
  readonly here: number;
  readonly usual: number;
  /** The right end of its scale. */
  readonly most: number;
  readonly isShare: boolean;
}

const compared: readonly {
  readonly metric: HeadMetric;
  readonly of: HeadMeasure;
  readonly words: string;
  readonly most: number;
}[] = [
  { metric: 'sep', of: 'sep', words: 'on [SEP]', most: scaleEnds.share },
  { metric: 'cls', of: 'cls', words: 'on [CLS]', most: scaleEnds.share },
  { metric: 'self', of: 'self', words: 'on the token itself', most: scaleEnds.share },
  { metric: 'previous', of: 'previous', words: 'on the one before', most: scaleEnds.share },
  { metric: 'next', of: 'next', words: 'on the next one', most: scaleEnds.share },
  { metric: 'confidence', of: 'confidence', words: 'largest weight', most: scaleEnds.share },
  { metric: 'entropy', of: 'entropy_bits', words: 'entropy, bits', most: scaleEnds.entropy },
  { metric: 'distance', of: 'distance', words: 'distance, tokens', most: scaleEnds.distance },
];

/** The sentence beside the usual, in the order of the page's table. */
export function comparedRows(metrics: HeadMetrics, measures: UsualHead['measures']): ComparedRow[] {
  return compared.map(({ metric, of, words, most }) => {
    return { metric, words, most, here: metrics[metric], usual: measures[of], isShare: most === scaleEnds.share };
  });
}

/** Shares that differ by less are as usual. */
const leastDifference = 0.1;

/** The share that differs most from the usual; undefined where none differs by a tenth of the weight. */
export function furthestRow(rows: readonly ComparedRow[]): ComparedRow | undefined {
  const difference = ({ here, usual }: ComparedRow) => Math.abs(here - usual);
  const [first] = rows
    .filter(({ isShare, metric }) => isShare && metric !== 'confidence')
    .sort((a, b) => difference(b) - difference(a));
  return first && difference(first) >= leastDifference ? first : undefined;
}
