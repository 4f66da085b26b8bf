import type { TensorSpace } from '../../tensors/tensor-space.ts';
import { ApiError } from '../errors.ts';
import { type Batch, planOf } from './batch.ts';
import type { TextPlan } from './kind.ts';
import type { Surveyed, SurveyedText } from './survey.ts';

/**
 * Reads the texts whose numbers may overflow on the way once before anything is sent. The head of a file names the errors of
 * all texts and the places of all numbers: later it would be too late to say that a text has none.
 * @param pause is called after each text with the tokens that were read; other requests work meanwhile
 * @returns all texts; those that overflowed are errors now, the others are still to be read
 */
export async function triedTexts<One, Plan extends TextPlan>(
  batch: Batch<One, Plan>,
  space: TensorSpace,
  pause: (tokens: number) => Promise<void>,
): Promise<Surveyed[]> {
  const tried: Surveyed[] = [];
  for (const [index, text] of batch.texts.entries()) {
    if (text instanceof ApiError || !text.isTried) {
      tried.push(text);
      continue;
    }
    const tokens = text.tokens / 2;
    tried.push((await overflowOf(batch, text, index, space)) ?? { ...text, isTried: false, tokens });
    await pause(tokens);
  }
  return tried;
}

async function overflowOf<One, Plan extends TextPlan>(
  batch: Batch<One, Plan>,
  { isPassing }: SurveyedText,
  index: number,
  space: TensorSpace,
): Promise<ApiError | undefined> {
  const { kind, bert } = batch;
  const plan = planOf(batch, index);
  space.clear();
  try {
    if (isPassing) await kind.pass!(bert, plan, space, async () => undefined);
    else await kind.answers(bert, [plan], space);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return error;
    throw error;
  }
}
