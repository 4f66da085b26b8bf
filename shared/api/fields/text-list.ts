import { z } from 'zod';
import type { ErrorCode } from '../error-codes.ts';
import { limits } from '../limits.ts';
import type { IssueParams } from '../validation.ts';

type Input = string | string[];

const oneText = z.string().meta({
  description: 'One text. One of which nothing is left after normalisation is read as [CLS] [SEP].',
  minLength: 1,
});

/** The schema of a list that `checkTexts` has looked at. */
export const texts = z.union([oneText, z.array(oneText).min(1).meta({ maxItems: limits.texts })]);

/** One text or up to `limits.texts`. @param whenNone the code of an empty array */
export function textList(whenNone: ErrorCode = 'invalid_value') {
  return z.preprocess((input: Input, context) => checkTexts(input, context, whenNone), texts);
}

/** The texts of a field that may hold one alone. */
export function listOfTexts(input: Input): string[] {
  return typeof input === 'string' ? [input] : input;
}

/** Refuses what `texts` would refuse, and in better words, each with a code of its own. */
export function checkTexts<T>(input: T, context: z.RefinementCtx, whenNone: ErrorCode): T {
  const refuse = (message: string, params: IssueParams, path: number[] = []) =>
    context.addIssue({ code: 'custom', message, params, path, input });
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  const empty = texts.indexOf('');
  if (texts.length === 0) refuse('expected at least one text, found an empty array', { code: whenNone });
  else if (texts.some(isTokenIds)) refuse(tokenIdsMessage, { code: 'token_ids_unsupported' });
  else if (input === undefined)
    refuse('expected a text or an array of texts, found nothing', { code: 'missing_field' });
  else if (!texts.every((text) => typeof text === 'string')) {
    refuse('expected a text or an array of texts, found neither', { code: 'invalid_value' });
  } else if (texts.length > limits.texts) {
    refuse(`expected at most ${limits.texts} texts, found ${texts.length}. Send them in several requests`, {
      code: 'too_many_inputs',
    });
  } else if (empty >= 0) {
    refuse('expected a text, found an empty one', { code: 'empty_text' }, Array.isArray(input) ? [empty] : []);
  }
  return input;
}

function isTokenIds(value: unknown): boolean {
  return typeof value === 'number' || (Array.isArray(value) && value.every((id) => typeof id === 'number'));
}

const tokenIdsMessage =
  'expected a text or an array of texts, found token ids. Ids of another vocabulary are other words to this model: ' +
  'send the text itself. With LangChain, pass check_embedding_ctx_length=False';
