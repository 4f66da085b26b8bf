import type { NameOf } from '../checks/prompt.ts';
import { ApiError } from '../errors.ts';
import { listOfTexts } from '../fields/text-list.ts';
import { limits } from '../limits.ts';
import type { SimilarityRequest } from './contract.ts';
import type { Comparison } from './similarities.ts';

/** The texts of a request in the order in which they are read, and which of them are compared. */
export interface ComparedTexts {
  readonly texts: readonly string[];
  /** The path of each text in the request. */
  readonly nameOf: NameOf;
  readonly comparison: Comparison;
}

/** @throws ApiError where the request has no texts to compare, two kinds of them, or too many. */
export function comparedTexts({ input, compare_with: others, pairs }: SimilarityRequest): ComparedTexts {
  if ((input === undefined) === (pairs === undefined)) {
    throw refused(
      'input',
      `expected either input or pairs, found ${pairs === undefined ? 'neither' : 'both'}`,
      pairs === undefined,
    );
  }
  if (pairs !== undefined) return pairedTexts(pairs, others);
  const texts = listOfTexts(input ?? []);
  if (others === undefined) return { texts, nameOf: (index) => `input[${index}]`, comparison: { kind: 'all' } };
  return listedTexts(texts, listOfTexts(others));
}

function pairedTexts(pairs: readonly (readonly string[])[], others: SimilarityRequest['compare_with']): ComparedTexts {
  if (others !== undefined) throw refused('compare_with', 'expected input beside it, found pairs');
  const nameOf = (index: number) => `pairs[${Math.floor(index / 2)}][${index % 2}]`;
  return { texts: pairs.flat(), nameOf, comparison: { kind: 'pairs' } };
}

/** The shorter list is read first, because its vectors are kept. */
function listedTexts(input: readonly string[], others: readonly string[]): ComparedTexts {
  if (input.length + others.length > limits.texts) {
    const message = `input: expected at most ${limits.texts} texts with compare_with, found ${input.length + others.length}. Send them in several requests.`;
    throw new ApiError('too_many_inputs', message, { param: 'input' });
  }
  const heldAre = input.length <= others.length ? 'rows' : 'columns';
  const [held, read] = heldAre === 'rows' ? [input, others] : [others, input];
  const [first, second] = heldAre === 'rows' ? ['input', 'compare_with'] : ['compare_with', 'input'];
  const nameOf = (index: number) => (index < held.length ? `${first}[${index}]` : `${second}[${index - held.length}]`);
  return { texts: [...held, ...read], nameOf, comparison: { kind: 'lists', held: held.length, heldAre } };
}

function refused(param: string, message: string, isMissing = false): ApiError {
  return new ApiError(isMissing ? 'missing_field' : 'invalid_value', `${param}: ${message}.`, { param });
}
