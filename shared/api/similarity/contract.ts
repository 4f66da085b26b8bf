import { z } from 'zod';
import { boundedList } from '../bounded-list.ts';
import { matrix } from '../fields/tensor-fields.ts';
import { answeringModel, modelMeta, modelName, text, token, truncate, truncated, usage } from '../fields/text.ts';
import { textList } from '../fields/text-list.ts';
import { limits } from '../limits.ts';
import { defaulted, optional } from '../optional.ts';
import { bertBase, miniLm } from '../served-models.ts';

const examples = [['The cat sat.', 'A dog ran.']];
const pair = z
  .array(text.meta({ description: 'One text.', minLength: 1 }))
  .length(2)
  .meta({ description: 'Two texts.' });

export const similarityRequest = z
  .strictObject({
    model: defaulted(modelName, miniLm, { ...modelMeta, examples: [miniLm, bertBase] }),
    input: optional(textList(), {
      description: `One text or up to ${limits.texts}: compared with \`compare_with\`, or where that is absent with each other.`,
      examples,
    }),
    compare_with: optional(textList(), {
      description: `Compare each text of \`input\` with each of these: \`similarities\` is [input, compare_with], of at most ${limits.similarities}; both have at most ${limits.texts} texts together.`,
      examples,
    }),
    pairs: optional(boundedList(pair, limits.texts / 2), {
      description: 'Instead of `input`: pairs of texts, each compared on its own. `similarities` is then a list.',
      examples: [[['The cat sat.', 'A dog ran.']]],
    }),
    tokens: defaulted(z.boolean(), false, {
      description:
        'For one pair of texts: which tokens make them alike. Adds `tokens`, `token_similarities` and `contributions`, which add up to the similarity. ' +
        'With `pooling` mean alone, because only a mean can be split so.',
      examples: [false],
    }),
    pooling: defaulted(z.enum(['mean', 'cls', 'max']), 'mean', {
      description: "How the vectors of a text's tokens become one, as for `/v1/embeddings`.",
      examples: ['mean', 'cls', 'max'],
    }),
    layer: optional(z.int().min(0).meta({ maximum: 12 }), {
      description: 'Which hidden states are pooled: 0 is the input of the first layer. The last where absent.',
      examples: [0, 6],
    }),
    truncate,
  })
  .meta({
    id: 'SimilarityRequest',
    description: 'What is asked.',
    examples: [
      { input: ['The cat sat.', 'A dog ran.'], pooling: 'mean' },
      { pairs: [['The cat sat.', 'A dog ran.']], tokens: true },
      { input: 'A bank.', compare_with: ['A river.', 'Money.'] },
    ],
  });

const cls = { id: 101, text: '[CLS]', start: 0, end: 0, special: true, word: null, type: 0 };

const cosine = z.number().meta({ minimum: -1, maximum: 1 });

export const similarityResponse = z
  .object({
    object: z.literal('similarity').meta({ description: 'What this is.' }),
    model: answeringModel.meta({ examples: [miniLm] }),
    tokens: z
      .array(z.array(token).meta({ description: 'The tokens of one text.' }))
      .optional()
      .meta({
        description: 'Only with `tokens`: those of the first and of the second text.',
        examples: [[[cls], [cls]]],
      }),
    similarities: z
      .union([
        z.array(z.array(cosine)).meta({ description: 'A row for each text of `input`.' }),
        z.array(cosine).meta({ description: 'One for each of `pairs`.' }),
      ])
      .meta({ description: 'Cosines of the vectors of texts, -1 to 1.', examples: [[[1, 0.31]], [0.31]] }),
    token_similarities: matrix.optional().meta({
      description: 'Only with `tokens`, [n, m]: the cosine of each token of the first text with each of the second.',
      examples: [[[0.6, 0.2]]],
    }),
    contributions: matrix.optional().meta({
      description:
        'Only with `tokens`, [n, m]: what each pair of tokens adds to the similarity, which is their sum: x . y / (n m |u| |v|), ' +
        'with u and v the means of the n vectors x and the m vectors y.',
      examples: [[[0.03, 0.01]]],
    }),
    truncated,
    usage,
  })
  .meta({ id: 'SimilarityResponse', description: 'How alike texts are.' });

export type SimilarityRequest = z.output<typeof similarityRequest>;
export type SimilarityResponse = z.infer<typeof similarityResponse>;
