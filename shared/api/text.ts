import { z } from 'zod';
import { bertBase, modelIds } from './model-ids.ts';

/** Fields that several requests share. A model is a plain string here: an unknown one is 404, not a malformed request. */
export const model = z.string().meta({ description: `One of ${modelIds.join(', ')}.`, examples: [...modelIds] });
export const modelOrBert = model.default(bertBase);

const text = z
  .string()
  .refine((value) => value !== '', { message: 'expected a text, found an empty one', params: { code: 'empty_text' } });

export const textFields = {
  model: modelOrBert,
  text: text.meta({ description: 'The text as the reader wrote it.', examples: ['The cat sat on the mat.'] }),
  text_pair: text.optional().meta({ description: 'A second text: [CLS] text [SEP] text_pair [SEP].' }),
};

export const truncate = z
  .boolean()
  .default(false)
  .meta({ description: 'Cut what exceeds 512 tokens (the longer of two texts first) instead of refusing it.' });

/** One token on the wire: `Token` of shared/tokenizer/token.ts. */
export const token = z.object({
  id: z.int(),
  text: z.string(),
  start: z.int().meta({ description: 'First UTF-16 unit in its text; 0 for an added token.' }),
  end: z.int().meta({ description: 'One past its last UTF-16 unit; 0 for an added token.' }),
  special: z.boolean(),
  word: z.int().nullable().meta({ description: 'Which word of its text, from 0; null for special tokens.' }),
  type: z.union([z.literal(0), z.literal(1)]).meta({ description: 'Which text it comes from.' }),
});

export const usage = z
  .object({ prompt_tokens: z.int(), total_tokens: z.int() })
  .meta({ description: 'Tokens as the model sees them, [CLS] and [SEP] included.' });

export type Usage = z.infer<typeof usage>;

/** Usage of requests that generate nothing: both counts are the same. */
export function usageOf(tokens: number): Usage {
  return { prompt_tokens: tokens, total_tokens: tokens };
}
