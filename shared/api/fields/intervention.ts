import { z } from 'zod';
import { siteFamilies } from '../../bert/sites.ts';
import { boundedList, uniqueList } from '../bounded-list.ts';
import { limits } from '../limits.ts';
import { optional } from '../optional.ts';
import type { IssueParams } from '../validation.ts';
import { text, textPairMeta } from './text.ts';

/** Index of a token among those the model reads. */
export const tokenIndex = z.int().min(0).meta({ description: 'Index of a token.', maximum: 511 });
const tokenIndices = uniqueList(tokenIndex, limits.tokensPerText);
const headIndex = z.int().min(0).meta({ description: 'Index of a head.', maximum: 11 });

const factor = z.number().min(0).max(1).meta({ description: 'What the head is multiplied by.' });
const allButOneHead = Array.from({ length: 12 }, (_, layer) =>
  Array.from({ length: 12 }, (_, head) => Number(layer !== 8 || head !== 10)),
);

const number = z.number().meta({ description: 'One number.' });
const nested = z.union([number, z.array(z.union([number, z.array(z.union([number, z.array(number)]))]))]);

const words = z.enum(['uniform', 'identity']);
const numbers = judgedFirst(nested, () => false);
const numbersOrWord = judgedFirst(z.union([words, nested]), (value) => words.safeParse(value).success);

/** Numbers in lists up to three deep, looked through before anything else: of half a million wrong ones the first is named. */
function judgedFirst<T extends z.ZodType>(schema: T, isOther: (value: unknown) => boolean) {
  return z.preprocess((value: z.input<T>, context) => {
    const wrong = isOther(value) ? undefined : firstWrong(value, 3);
    if (wrong) context.addIssue({ code: 'custom', ...wrong, params: { code: 'invalid_value' } satisfies IssueParams });
    return value;
  }, schema);
}

function firstWrong(value: unknown, depth: number): { path: number[]; message: string } | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return undefined;
  if (!Array.isArray(value)) return { path: [], message: 'expected a finite number, or a list of them' };
  if (depth === 0) return { path: [], message: 'expected lists at most three deep' };
  for (const [index, part] of value.entries()) {
    const wrong = firstWrong(part, depth - 1);
    if (wrong) return { ...wrong, path: [index, ...wrong.path] };
  }
  return undefined;
}

const ofShape = 'A number for all that is selected, or one for each, nested as the selection is.';
const operations = ['set', 'scale', 'add', 'freeze', 'patch'] as const;

const intervention = z
  .strictObject({
    at: z
      .string()
      .max(limits.nameLength)
      .meta({
        description: `What is changed, ${siteFamilies.join(', ')}; \`*\` for all layers.`,
        examples: ['attentions.8'],
      }),
    heads: optional(uniqueList(headIndex, 12), { description: 'Heads; all where absent.', examples: [[10]] }),
    tokens: optional(tokenIndices, {
      description: 'Tokens, of a tensor with a row for each; all where absent.',
      examples: [[6]],
    }),
    from: optional(tokenIndices, {
      description: 'Tokens that ask, rows of attention_scores and attentions; all where absent.',
      examples: [[8]],
    }),
    to: optional(tokenIndices, {
      description: 'Tokens that answer, columns of attention_scores and attentions; all where absent.',
      examples: [[2]],
    }),
    set: optional(numbersOrWord, {
      description: `${ofShape} Of attentions also \`uniform\`, 1 / n, and \`identity\`, each token itself alone.`,
      examples: [0],
    }),
    scale: optional(numbers, { description: `Multiplies. ${ofShape}`, examples: [0.5] }),
    add: optional(numbers, { description: `Adds. ${ofShape}`, examples: [0.25] }),
    // Not a literal: a generator of Python clients drops every route whose schema has a boolean with an enum.
    freeze: optional(z.boolean().refine(Boolean, { message: 'expected true, found false' }), {
      description:
        'The numbers of the run in which the same tokens are read, those of `mask_tokens` as [MASK] too, and nothing else is changed.',
      examples: [true],
    }),
    patch: optional(
      z
        .strictObject({
          text: text.meta({ description: 'Another text.', minLength: 1, examples: ['Rome is in [MASK].'] }),
          text_pair: optional(text.meta({ minLength: 1 }), textPairMeta),
          tokens: optional(boundedList(tokenIndex, limits.tokensPerText), {
            description: 'Its tokens, one for each that is selected; the same indices where absent.',
            examples: [[6]],
          }),
        })
        .meta({ description: 'A text whose unchanged run gives its numbers.' }),
      {
        description: 'The numbers of the unchanged run of another text. Without tokens it must have as many tokens.',
        examples: [{ text: 'Rome is in [MASK].' }],
      },
    ),
    renormalize: optional(z.boolean(), {
      description: 'Divides whole rows of attentions, in which something was selected, by their sum afterwards.',
      examples: [true],
    }),
  })
  .superRefine((value, context) => {
    const given = operations.filter((operation) => value[operation] !== undefined);
    if (given.length === 1) return;
    const message = `expected exactly one of ${operations.join(', ')}, found ${given.join(', ') || 'none'}`;
    context.addIssue({ code: 'custom', message, params: { code: 'invalid_value' } satisfies IssueParams });
  })
  .meta({ id: 'Intervention', description: 'One change of the pass through the model.' });

export type WireIntervention = z.output<typeof intervention>;

export const maskTokensField = optional(tokenIndices, {
  description: 'Indices of tokens to replace by [MASK], each once, below the number of tokens.',
  examples: [[2]],
});

/**
 * What a request may change on the way through the model.
 * @param seqLen tokens of the example that the reference shows the fields in
 */
export const interventionFields = (seqLen: number) => ({
  head_mask: optional(boundedList(boundedList(factor, 12), 12), {
    description:
      '[layers][heads], a number for every head of the model: 1 keeps a head, 0 knocks it out; between, its attention is scaled.',
    examples: [allButOneHead],
  }),
  mask_tokens: maskTokensField,
  position_ids: optional(boundedList(tokenIndex, limits.tokensPerText), {
    description: 'A row of the position table for each token, special ones included; 0, 1, 2, ... where absent.',
    examples: [Array.from({ length: seqLen }, (_, token) => seqLen - 1 - token)],
  }),
  interventions: optional(boundedList(intervention, limits.interventions), {
    description:
      'Changes of what the model computes, in the order of the pass, at one place in the order of this list; everything after follows. ' +
      'The model may never have been in such a state when it was trained.',
    examples: [[{ at: 'attentions.8', heads: [10], from: [3], to: [2], set: 0, renormalize: true }]],
  }),
});

/** What only a body can say: a query string has no room for it. */
export const bodyOnlyFields = { head_mask: true, position_ids: true, interventions: true } as const;
