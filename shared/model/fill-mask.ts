import type { OutputSink } from '../engine/outputs.ts';
import type { Bert, PassTokens, TraceOptions } from './bert.ts';
import { quoted } from './quoted.ts';

export interface MaskCandidate {
  readonly token: string;
  readonly id: number;
  /** Softmax over the whole vocabulary, 0..1. */
  readonly probability: number;
}

export interface MaskPrediction {
  /** Index of the predicted token: a [MASK], or a position that was asked for. */
  readonly index: number;
  /** The hidden state that the masked-LM head read: 0 is the encoder's input, numHiddenLayers its output. */
  readonly hiddenState: number;
  readonly candidates: readonly MaskCandidate[];
}

export interface FillMaskOptions extends TraceOptions {
  readonly topK: number;
  /** Vocabulary words to score, instead of the best ones. */
  readonly targets?: readonly string[];
  /** Indices of tokens to predict; every [MASK] where absent. */
  readonly positions?: readonly number[] | undefined;
  /** Hidden states to predict from, 0 to numHiddenLayers; the last where absent. */
  readonly hiddenStates?: readonly number[] | undefined;
}

/** The text has no [MASK], or the model cannot fill one. */
export class NoMaskError extends Error {
  override readonly name = 'NoMaskError';
}

/** A target that is no word piece of the vocabulary. */
export class UnknownTargetError extends Error {
  override readonly name = 'UnknownTargetError';
  readonly found: string;

  constructor(found: string) {
    super(`expected targets that are single word pieces of the vocabulary, found ${quoted(found)}`);
    this.found = found;
  }
}

/**
 * Candidates for each [MASK], or for each of the `positions`, from each of the hidden states.
 * @throws NoMaskError where there is nothing to predict, or where the model has no masked-LM head.
 */
export async function fillMask(bert: Bert, tokens: PassTokens, options: FillMaskOptions): Promise<MaskPrediction[]> {
  const masks = options.positions ?? bert.maskPositions(tokens);
  if (masks.length === 0) throw new NoMaskError('expected at least one [MASK] in the text, found none');
  if (!bert.outputNames.includes('logits')) {
    throw new NoMaskError(`expected a model with a masked-LM head, ${bert.id} has none; use bert-base-uncased`);
  }
  const states = options.hiddenStates ?? [bert.config.numHiddenLayers];
  const read = new Map(states.map((state) => [`logits.${state}`, [] as (readonly MaskCandidate[])[]]));
  const sink = logitSink(read, (logits) => maskCandidates(logits, bert, options));
  const { positionIds, change } = options;
  await bert.pack([{ tokens, positionIds, change, logitPositions: masks }], sink, options);
  return masks.flatMap((index, i) =>
    states.map((hiddenState) => ({ index, hiddenState, candidates: read.get(`logits.${hiddenState}`)![i]! })),
  );
}

/**
 * A sink that reads the logits of each listed token while they stand in working memory, and keeps what `read` finds:
 * the logits of 510 tokens are 62 MB.
 */
function logitSink<Words>(found: ReadonlyMap<string, Words[]>, read: (logits: Float32Array) => Words): OutputSink {
  return {
    wants: (name) => found.has(name),
    write: (name, _text, _offset, row) => found.get(name)?.push(read(row)),
  };
}

/**
 * The candidates for one [MASK]: the targets in the order asked where there are any, else the `topK` best, best first.
 * probability_i = exp(logit_i - max) / sum exp(logit_j - max) over the whole vocabulary, in double precision.
 * @param logits [vocabSize]
 * @throws UnknownTargetError naming the word that is no word piece.
 */
export function maskCandidates(
  logits: Float32Array,
  vocabulary: Pick<Bert, 'word' | 'wordId'>,
  { topK, targets }: FillMaskOptions,
): MaskCandidate[] {
  const { largest, sum } = exponentials(logits);
  const chosen = targets ? targets.map((target) => vocabulary.wordId(target)) : bestIds(logits, topK);
  return chosen.map((id) => ({ token: vocabulary.word(id), id, probability: Math.exp(logits[id]! - largest) / sum }));
}

/** max = the largest logit; sum = sum exp(logit_j - max), in double precision: what turns logits into probabilities. */
export function exponentials(logits: Float32Array): { readonly largest: number; readonly sum: number } {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += Math.exp(logits[id]! - largest);
  return { largest, sum };
}

/** The id of a word of the vocabulary, as it is or in small letters. @throws UnknownTargetError where there is none. */
export function targetId(target: string, ids: ReadonlyMap<string, number>): number {
  const id = ids.get(target) ?? ids.get(target.toLowerCase());
  if (id !== undefined) return id;
  throw new UnknownTargetError(target);
}

/**
 * Ids of the `count` largest logits, largest first; of equal ones the smaller id. Sorting only when twice as many have
 * gathered keeps the cost low.
 */
export function bestIds(logits: Float32Array, count: number): number[] {
  const byLogit = (a: number, b: number) => logits[b] - logits[a] || a - b;
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) {
    if (logits[id] <= least) continue;
    best.push(id);
    if (best.length < 2 * count) continue;
    best.sort(byLogit).length = count;
    least = logits[best[count - 1]];
  }
  return best.sort(byLogit).slice(0, count);
}
