import { layerCount, type ReaderPlace } from '../../model/reader-place.ts';
import { writeFragment } from '../../reader/fragment.ts';
import { below, seededRandom, shuffled } from '../random.ts';
import type { Experiment } from './changes/changed-guess.ts';
import { activeUnitCount } from './kinds/active-units.ts';
import { changeThatMatters } from './kinds/change-that-matters.ts';
import { closestEmbedding } from './kinds/closest-embedding.ts';
import { findsRelation } from './kinds/finds-relation.ts';
import { headHabit } from './kinds/head-habit.ts';
import { layersMissed } from './kinds/layers-missed.ts';
import { mostHandedOver } from './kinds/most-handed-over.ts';
import { neededToken } from './kinds/needed-token.ts';
import { positionRow } from './kinds/position-row.ts';
import { predictedWord } from './kinds/predicted-word.ts';
import { scoreAfterDivision } from './kinds/score-after-division.ts';
import { shareOfOthers } from './kinds/share-of-others.ts';
import { tokenCount } from './kinds/token-count.ts';
import { weightBack } from './kinds/weight-back.ts';
import { weightRatio } from './kinds/weight-ratio.ts';
import { wordPieces } from './kinds/word-pieces.ts';
import type { PracticeQuestion, QuestionKind } from './question.ts';
import type { Sentence } from './sentence.ts';

export const questionKinds: readonly QuestionKind[] = [
  activeUnitCount,
  changeThatMatters,
  closestEmbedding,
  findsRelation,
  headHabit,
  layersMissed,
  mostHandedOver,
  neededToken,
  positionRow,
  predictedWord,
  scoreAfterDivision,
  shareOfOthers,
  tokenCount,
  weightBack,
  weightRatio,
  wordPieces,
];

/** Number of questions in a round. */
export const roundLength = 8;

/** One question to try, of a kind and in a layer. */
export interface Turn {
  readonly kind: QuestionKind;
  readonly layer: number;
  /** Seed of everything random in the question. */
  readonly seed: number;
}

/** Every kind once, in an order and with layers that the seed decides. */
export function planRound(seed: number, layers = layerCount): Turn[] {
  const random = seededRandom(seed);
  return shuffled(questionKinds, random).map((kind) => ({
    kind,
    layer: below(layers, random),
    seed: below(2 ** 32, random),
  }));
}

/** Tensors of `POST /v1/trace` that a round needs, each once. */
export function roundTensors(plan: readonly Turn[]): string[] {
  return [...new Set(plan.flatMap(({ kind, layer }) => kind.tensors(layer)))];
}

/** Turns beyond the round's length that may take the place of one for which the sentence has no clear answer. */
const spare = 2;

/** What has to be measured beside the trace. Each is several passes, so it is measured only for questions that are likely to be asked. */
export function roundNeeds(plan: readonly Turn[]): ReadonlySet<Experiment> {
  return new Set(plan.slice(0, roundLength + spare).flatMap(({ kind }) => kind.needs ?? []));
}

/**
 * The questions of a round, at most `roundLength`: the planned kinds for which the sentence has a clear answer and the
 * trace has the tensors.
 */
export function askRound(plan: readonly Turn[], sentence: Sentence): PracticeQuestion[] {
  const questions: PracticeQuestion[] = [];
  for (const turn of plan) {
    const question = questions.length < roundLength && askTurn(turn, sentence);
    if (question) questions.push(question);
  }
  return questions;
}

function askTurn({ kind, layer, seed }: Turn, sentence: Sentence): PracticeQuestion | undefined {
  const isThere = kind.tensors(layer).every((name) => name in sentence.trace.tensors);
  if (!isThere) return undefined;
  const random = seededRandom(seed);
  const asked = kind.ask(sentence, layer, random);
  if (!asked) return undefined;
  const [right] = asked.options;
  const options = shuffled(asked.options, random);
  const { name, concept, card } = kind;
  return { ...asked, kind: name, concept, ...(card && { card }), options, answer: options.indexOf(right!) };
}

/** A link to the figure that shows a question's answer. */
export function answerLink({ chapter, place }: PracticeQuestion, { text, pair }: Pick<ReaderPlace, 'text' | 'pair'>) {
  return `/chapters/${chapter}${writeFragment({ ...place, text, pair })}`;
}
