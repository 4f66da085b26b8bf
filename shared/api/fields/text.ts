import { z } from 'zod';
import { boundedList, listOfAnyLength } from '../bounded-list.ts';
import { huggingFaceIds } from '../expect-model.ts';
import { limits } from '../limits.ts';
import { defaulted, optional } from '../optional.ts';
import { bertBase, modelIds } from '../served-models.ts';
import type { IssueParams } from '../validation.ts';

/** A model is a plain string in the schema, because an unknown one is 404 and not a malformed request. */
export const modelName = z.string();
export const modelMeta = {
  description: `One of ${modelIds.join(', ')}, or the same by its Hugging Face id: ${huggingFaceIds.join(', ')}.`,
  examples: [...modelIds],
};

/** The model of a request that either model can answer. */
export const modelOrBert = defaulted(modelName, bertBase, modelMeta);

/** The model of a request that needs a masked-word head. */
export const maskedWordModel = defaulted(modelName, bertBase, {
  description: `${bertBase}, which has a masked-word head, or the same by its Hugging Face id.`,
  examples: [bertBase],
});

/** An entry of the vocabulary, asked for by name. */
export const vocabularyEntry = z
  .string()
  .min(1)
  .max(limits.nameLength)
  .meta({ description: 'One entry of the vocabulary.' });

/** The model that answered, in every response. */
export const answeringModel = z.string().meta({ description: 'The model that answered.', examples: [bertBase] });

export const text = z
  .string()
  .refine((value) => value !== '', { message: 'expected a text, found an empty one', params: { code: 'empty_text' } });

export const textPairMeta = {
  description: 'A second text: [CLS] text [SEP] text_pair [SEP].',
  examples: ['It was tired.'],
};

const tokenId = z.int().min(0).meta({ description: 'A row of the vocabulary.', maximum: 30_521 });
const tokenType = z.int().min(0).max(1).meta({ description: '0 or 1.' });

const textDescription =
  'The text as the reader wrote it; `[MASK]` in it is a blank. One of which nothing is left after normalisation ' +
  '(spaces, control characters, marks alone) is read as [CLS] [SEP].';

/** A text that must be there, where nothing else can say what is to be read. */
export const requiredText = text.meta({ description: textDescription, minLength: 1, examples: ['The cat sat.'] });

/** A text of the reference, and the ids of its tokens. */
export interface Example {
  readonly text: string;
  readonly input_ids: readonly number[];
}

export const catExample: Example = { text: 'The cat sat.', input_ids: [101, 1996, 4937, 2938, 1012, 102] };
export const parisExample: Example = {
  text: 'Paris is the [MASK] of France.',
  input_ids: [101, 3000, 2003, 1996, 103, 1997, 2605, 1012, 102],
};

/** A request by ids, for the reference. */
export function byIds({ input_ids: ids }: Example): { input_ids: number[]; token_type_ids: number[] } {
  return { input_ids: [...ids], token_type_ids: ids.map(() => 0) };
}

const idsMeta = (ids: readonly number[]) => ({
  description:
    'Instead of a text the ids of its tokens, as they are to be read: [CLS] and [SEP] included, none added. ' +
    'The offsets of the tokens then point into what the pieces spell, words joined by one space.',
  examples: [[...ids]],
});

const typesMeta = (ids: readonly number[]) => ({
  description: 'Beside `input_ids`, for each token the text of a pair that it belongs to; 0 where absent.',
  examples: [ids.map(() => 0)],
});

/** The fields that say what the model reads: a text or two, or the ids of tokens. `expectOneSource` belongs to them. */
export const sourceFields = ({ text: example, input_ids: ids }: Example) => ({
  text: optional(text.meta({ minLength: 1 }), {
    description: `${textDescription} Either this or \`input_ids\`.`,
    examples: [example],
  }),
  text_pair: optional(text.meta({ minLength: 1 }), textPairMeta),
  input_ids: optional(boundedList(tokenId, limits.tokensPerText), idsMeta(ids)),
  token_type_ids: optional(boundedList(tokenType, limits.tokensPerText), typesMeta(ids)),
});

/** The same for one text of many, which may be empty or too long: that is the text's own error. */
export const ownSourceFields = {
  text: optional(z.string(), { description: textDescription, examples: ['The cat sat.'] }),
  text_pair: optional(z.string(), textPairMeta),
  input_ids: optional(listOfAnyLength(tokenId, limits.tokensPerText, 0), idsMeta(catExample.input_ids)),
  token_type_ids: optional(listOfAnyLength(tokenType, limits.tokensPerText, 0), typesMeta(catExample.input_ids)),
};

/** What `sourceFields` are parsed to. */
export interface Source {
  readonly text?: string | undefined;
  readonly text_pair?: string | undefined;
  readonly input_ids?: readonly number[] | undefined;
  readonly token_type_ids?: readonly number[] | undefined;
}

/** Reports a request that says nothing of what is to be read, or says it twice. */
export function expectOneSource(source: Source, context: z.RefinementCtx): void {
  const report = (field: string, code: IssueParams['code'], message: string) =>
    context.addIssue({ code: 'custom', path: [field], message, params: { code } satisfies IssueParams });
  const { text, input_ids: ids, token_type_ids: types } = source;
  if (ids === undefined) {
    if (text === undefined) report('text', 'missing_field', 'expected a text, or input_ids, found nothing');
    if (types !== undefined) report('token_type_ids', 'invalid_value', 'expected input_ids beside it, found none');
    return;
  }
  const second = (['text', 'text_pair'] as const).find((field) => source[field] !== undefined);
  if (second) report(second, 'invalid_value', 'expected nothing beside input_ids, found a text');
  if (types === undefined || types.length === ids.length) return;
  const expected = `expected ${ids.length} numbers, one for each of input_ids, found ${types.length}`;
  report('token_type_ids', 'invalid_value', expected);
}

export const textFields = { model: modelOrBert, ...sourceFields(catExample) };

export const truncateMeta = {
  description:
    "Cut what exceeds 512 tokens instead of refusing it, the longer of two texts first: Hugging Face's `longest_first`. " +
    'The answer says `truncated` where it did.',
  examples: [true],
};
export const truncate = defaulted(z.boolean(), false, truncateMeta);

/** Whether `truncate` cut something; part of every answer that lists tokens. */
export const truncated = z.boolean().meta({
  description: 'Whether `truncate` left tokens out, because there were more than 512.',
  examples: [false],
});

/** The text of a pair that a token or a word belongs to. */
export const textType = z
  .union([z.literal(0), z.literal(1)])
  .meta({ description: 'Which text it comes from: 0 is `text`, 1 is `text_pair`.', examples: [0] });

/** One token on the wire: `Token` of shared/tokenizer/token.ts. */
export const token = z
  .object({
    id: z.int().meta({ description: 'Row of the vocabulary.', minimum: 0, maximum: 30_521, examples: [4937] }),
    text: z.string().meta({ description: 'As the vocabulary spells it; `##` continues a word.', examples: ['cat'] }),
    start: z
      .int()
      .meta({ description: 'First UTF-16 unit in its text; 0 for an added token.', minimum: 0, examples: [4] }),
    end: z
      .int()
      .meta({ description: 'One past its last UTF-16 unit; 0 for an added token.', minimum: 0, examples: [7] }),
    special: z
      .boolean()
      .meta({ description: 'Whether it was added around the text: [CLS], [SEP].', examples: [false] }),
    word: z
      .int()
      .nullable()
      .meta({ description: 'Which word of its text, from 0; null for added tokens.', minimum: 0, examples: [1] }),
    type: textType,
  })
  .meta({ id: 'Token', description: 'One token and its place in the text.' });

/** All tokens of an answer. */
export const tokens = z
  .array(token)
  .meta({ description: 'The n tokens that the model read, [CLS] and [SEP] included.', minItems: 1, maxItems: 512 });

const tokenCount = z.int().meta({
  description: 'Tokens as the model sees them, [CLS] and [SEP] included; 0 where no text of many was answered.',
  minimum: 0,
  examples: [6],
});

export const usage = z
  .object({ prompt_tokens: tokenCount, total_tokens: tokenCount })
  .meta({ id: 'Usage', description: 'Tokens that were read. Nothing is generated, so both counts are the same.' });

export type Usage = z.infer<typeof usage>;

/** OpenAI's usage of a request that generates nothing: both counts are the same. */
export function usageOf(tokens: number): Usage {
  return { prompt_tokens: tokens, total_tokens: tokens };
}
