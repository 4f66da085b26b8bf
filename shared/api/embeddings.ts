import { z } from 'zod';
import { limits } from './limits.ts';
import { miniLm } from './model-ids.ts';
import { model, truncate, usage } from './text.ts';
import type { IssueParams } from './validation.ts';

type Input = string | string[];

const texts = z.union([z.string(), z.array(z.string()).min(1)], {
  error: ({ input }) => `expected a text or an array of texts, found ${input === undefined ? 'nothing' : 'neither'}`,
});

/** OpenAI's contract: fields that are not known are ignored, because its clients send their own. */
export const embeddingsRequest = z.object({
  model: model.default(miniLm),
  input: z
    .preprocess(checkInput, texts)
    .meta({ description: `One text or up to ${limits.texts}.`, examples: ['The cat sat on the mat.'] }),
  encoding_format: z
    .enum(['float', 'base64'])
    .default('float')
    .meta({ description: '`base64`: little-endian float32.' }),
  dimensions: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Keep the first so many numbers and bring them back to unit length.' }),
  user: z.string().optional().meta({ description: 'Accepted for the contract; not used, not stored.' }),
  truncate,
});

export const embeddingsResponse = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('embedding'),
      index: z.int(),
      embedding: z.union([z.array(z.number()), z.string()]).meta({ description: 'Unit length.' }),
    }),
  ),
  model: z.string(),
  usage,
});

export type EmbeddingsRequest = z.output<typeof embeddingsRequest>;
export type EmbeddingsResponse = z.infer<typeof embeddingsResponse>;

/** Refuses what the union below would describe badly, each with its own code. */
function checkInput(input: Input, context: z.RefinementCtx): Input {
  const refuse = (message: string, params: IssueParams, path: number[] = []) =>
    context.addIssue({ code: 'custom', message, params, path, input });
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  const empty = texts.indexOf('');
  if (texts.length === 0) refuse('expected at least one text, found an empty array', { code: 'invalid_value' });
  else if (texts.some(isTokenIds)) refuse(tokenIdsMessage, { code: 'token_ids_unsupported' });
  else if (texts.length > limits.texts) {
    refuse(`expected at most ${limits.texts} texts, found ${texts.length}. Send them in several requests`, {
      code: 'too_many_inputs',
      status: 413,
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
