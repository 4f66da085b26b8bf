import { type Find, whatStandsOut } from '../../shared/analysis/what-stands-out.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import usualWeights from '../content/usual-weights.json' with { type: 'json' };
import { upTo } from '../model/attention-file.ts';
import type { AttentionTrace } from '../model/attention-trace.ts';
import { fetchAttention } from '../model/fetch-attention.ts';
import { fetchTrace } from '../model/fetch-trace.ts';
import { attentionBytes, fitsOneAnswer, mostTokens } from '../model/in-answers.ts';
import { layerCount, type Sentence } from '../model/reader-place.ts';
import { countTokens } from '../model/token-count.ts';
import { keepLatest } from '../ui/keep-latest.ts';
import type { SentenceFinds } from './landing.ts';

/** As many as the page has room for. */
const mostFinds = 3;
/** Longer texts are not looked at, because the weights of all their heads do not fit one answer. */
const longest = mostTokens((seqLen) => fitsOneAnswer(attentionBytes(seqLen)));

export const normNames = upTo(layerCount).map((layer) => `attention_norms.${layer}`);

/**
 * What stands out in a sentence, from the weights of all layers and heads [layers, heads, n, n] and the norms of each
 * layer [heads, n, n].
 */
export function findsIn(
  { text, pair }: Sentence,
  tokens: readonly Token[],
  attentions: Float32Array,
  norms: readonly Float32Array[],
): SentenceFinds {
  const size = attentions.length / layerCount;
  const layers = norms.map((lengths, layer) => ({
    attentions: attentions.subarray(layer * size, (layer + 1) * size),
    norms: lengths,
  }));
  const finds: Find[] = whatStandsOut(tokens, layers, usualWeights.usual).slice(0, mostFinds);
  return { text, pair, tokens: tokens.map(({ text, special }) => ({ text, special })), finds, longest };
}

const known = new Map<string, SentenceFinds>();
const keptSentences = 8;

/**
 * What stands out in a sentence, from the model's answers. The result is kept for the next caller.
 * @param weights of all heads, where a request for them has begun already
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchFinds(
  sentence: Sentence,
  signal: AbortSignal,
  weights?: AttentionTrace | Promise<AttentionTrace>,
): Promise<SentenceFinds> {
  const key = JSON.stringify([sentence.text, sentence.pair]);
  const before = known.get(key);
  if (before) return before;
  const seqLen = await countTokens(sentence, (most) => most <= longest);
  const { text, pair } = sentence;
  if (seqLen > longest) return { text, pair, tokens: [], finds: [], longest };
  const [{ tokens, attentions }, { tensors }] = await Promise.all([
    weights ?? fetchAttention({ text, pair, layer: 0, head: 0 }, signal),
    // Three digits are enough to rank shares, at half the bytes.
    fetchTrace({ text, pair }, normNames, signal, { dtype: 'f16' }),
  ]);
  const norms = normNames.map((name) => tensors[name]!.data);
  const found = findsIn(sentence, tokens, attentions, norms);
  keepLatest(known, key, found, keptSentences);
  return found;
}
