import type { Token } from '../../../shared/tokenizer/token.ts';
import { askTrace } from '../../model/ask-traces.ts';
import { upTo } from '../../model/attention-file.ts';
import { fetchFillMask } from '../../model/fetch-tasks.ts';
import { layerCount, type Sentence } from '../../model/reader-place.ts';

type Named = Pick<Token, 'text' | 'special'>;

/** What flows between the tokens of a sentence: `token_mixing` of the API. */
export interface ModelFlow {
  readonly tokens: readonly Named[];
  /** [layers][n to][n from], 0..1, rows sum to 1 */
  readonly shares: readonly (readonly ArrayLike<number>[])[];
}

/**
 * Longer sentences are drawn without predicted words, because each prediction is a product with the whole vocabulary.
 */
export const mostWords = 64;

const names = Array.from({ length: layerCount }, (_, layer) => `token_mixing.${layer}`);

/** Fetches what flows between the tokens. @throws as `fetchTrace` */
export async function fetchFlow(sentence: Sentence, signal: AbortSignal): Promise<ModelFlow> {
  const { tokens, tensors } = await askTrace(sentence, names, signal);
  const n = tokens.length;
  const rows = (data: Float32Array) => tokens.map((_, to) => data.subarray(to * n, (to + 1) * n));
  return { tokens, shares: names.map((name) => rows(tensors[name]!.data)) };
}

/** The most probable word at each token, with nothing masked: [n]. @throws as `fetchFillMask` */
export async function fetchWords({ text, pair }: Sentence, count: number, signal: AbortSignal): Promise<string[]> {
  const positions = upTo(count);
  const { masks } = await fetchFillMask({ text, ...(pair && { text_pair: pair }), top_k: 1, positions }, signal);
  return masks.map(({ candidates }) => candidates[0]!.token);
}

/** How the API names one share, 0-based. */
export function shareName(layer: number, to: number, from: number): string {
  return `token_mixing.${layer}[${to}][${from}]`;
}

/** The widest strands into a token in one layer, from other tokens: widest first, at most `most`. */
export function widestInto(
  { shares }: ModelFlow,
  layer: number,
  to: number,
  most: number,
): { from: number; share: number }[] {
  return Array.from(shares[layer]![to]!, (share, from) => ({ from, share }))
    .filter(({ from }) => from !== to)
    .sort((a, b) => b.share - a.share)
    .slice(0, most);
}

/** Whether a strand connects two tokens that are not neighbours, and neither special tokens nor punctuation. */
export function isFar(tokens: readonly Named[], to: number, from: number): boolean {
  const isWord = (index: number) => !tokens[index]!.special && /[\p{L}\p{N}]/u.test(tokens[index]!.text);
  return Math.abs(to - from) > 1 && isWord(to) && isWord(from);
}

/** The widest strand for which `isFar` holds; undefined where there is none. */
export function widestFromAfar({
  tokens,
  shares,
}: ModelFlow): { layer: number; to: number; from: number; share: number } | undefined {
  let widest: { layer: number; to: number; from: number; share: number } | undefined;
  shares.forEach((rows, layer) => {
    rows.forEach((row, to) => {
      for (let from = 0; from < row.length; from++) {
        const share = row[from]!;
        if (share > (widest?.share ?? 0) && isFar(tokens, to, from)) widest = { layer, to, from, share };
      }
    });
  });
  return widest;
}
