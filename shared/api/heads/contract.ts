import { z } from 'zod';
import { directions, habitMeasures, headMeasures } from '../../atlas/atlas.ts';
import { bertBase } from '../served-models.ts';

const share = (description: string, example: number) =>
  z.number().meta({ description, minimum: 0, maximum: 1, examples: [example] });
const text = (description: string, example: string) => z.string().meta({ description, examples: [example] });
const index = (description: string, example: number) =>
  z.int().meta({ description, minimum: 0, maximum: 11, examples: [example] });

const measures = z
  .record(
    z.string(),
    z.number().meta({ description: 'A mean over all tokens of all sentences.', minimum: 0, examples: [0.4211] }),
  )
  .meta({
    description: `${headMeasures.join(', ')}: entropy in bits, distance in tokens, the others shares of the weight; those that begin with \`norm_\` of weights times lengths of what they carry.`,
    propertyNames: { enum: [...headMeasures] },
    examples: [{ sep: 0.4211, entropy_bits: 2.14 }],
  });

const offset = z.int().meta({
  description: 'The word on which another depends is taken to be so many words further.',
  minimum: -3,
  maximum: 3,
  examples: [1],
});

const baseline = z
  .object({ offset, accuracy: share('How often that is right.', 0.5683) })
  .meta({ description: 'The best of the fixed offsets -3 to 3.' });

const direction = z.enum(directions).meta({
  description:
    "`dependent-to-head`: the heaviest other word of the dependent's row is taken as its head; `head-to-dependent`: the heaviest of its column.",
  examples: ['dependent-to-head'],
});

const relation = text('A label of Universal Dependencies.', 'det');
const cases = z.int().meta({ description: 'Pairs of this relation in the treebank.', minimum: 1, examples: [2043] });
const accuracy = share('How often the head is right.', 0.9525);
const low = share('Lower end of the 95 % bootstrap interval over sentences.', 0.9427);
const high = share('Upper end.', 0.9616);

const words = z
  .array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('relation').meta({ description: 'It finds a relation.' }),
        words: text('What may be said.', 'from a determiner to its noun'),
        relation,
        direction,
        accuracy,
        low,
        high,
        count: cases,
        baseline,
      }),
      z.object({
        kind: z.literal('habit').meta({ description: 'It has a habit.' }),
        words: text('What may be said.', 'mostly [SEP]'),
        measure: z.enum(habitMeasures).meta({ description: 'The measure that allows it.', examples: ['sep'] }),
        mean: z.number().meta({ description: 'Its mean.', minimum: 0, examples: [0.4211] }),
      }),
    ]),
  )
  .meta({
    description: 'What the rules allow to say of the head; none where no rule names it.',
    examples: [[{ kind: 'habit', words: 'mostly [SEP]', measure: 'sep', mean: 0.4211 }]],
  });

const change = (description: string, example: number) => z.number().meta({ description, examples: [example] });

const removal = z
  .object({
    words: z.int().meta({ description: 'Masked words, one a sentence.', minimum: 1, examples: [40] }),
    mean: change('Mean change of ln p of the masked word; below 0 it becomes less probable.', -0.0512),
    low: change('Lower end of its 95 % bootstrap interval over words.', -0.1091),
    high: change('Upper end.', 0.0098),
    size: change('Mean of its absolute value.', 0.09),
  })
  .meta({ description: 'What is lost when the attention of the head is set to 0.' });

const ownFields = {
  layer: index('From 0 on.', 7),
  head: index('From 0 on.', 10),
  name: text('Layer and head from 1 on, as the site says it.', '8-11'),
  page: text('Address of its page on the site.', '/heads/8-11'),
  words,
  measures,
  removal,
};

const divergence = z.number().meta({
  description: 'Mean Jensen-Shannon divergence of the rows of two heads, bits.',
  minimum: 0,
  maximum: 1,
  examples: [0.0412],
});

const wordIndex = (description: string) => z.int().meta({ description, minimum: 0, examples: [3] });

const example = z.object({
  sentence: wordIndex('Index in `example_sentences`.'),
  word: wordIndex('The dependent.'),
  partner: wordIndex('The word on which it depends in the treebank.'),
  guess: wordIndex('The heaviest other word.'),
  weights: z.array(share('Weight between the word and another.', 0.989)).meta({
    description: 'Weights between the word and every word of the sentence, pieces merged.',
    examples: [[0.001, 0.989, 0.01]],
  }),
});

const shownWord = (description: string, example: number) =>
  z.int().meta({ description, minimum: 0, examples: [example] });
const ofMeasure = (description: string, example: number) =>
  z.number().meta({ description, minimum: 0, examples: [example] });

const habitExample = z.object({
  sentence: wordIndex('Index in `example_sentences`.'),
  mean: ofMeasure('The measure, mean over the tokens of its words.', 0.9411),
  by_word: z.array(ofMeasure("The measure of a word's own row.", 0.982)).meta({
    description: 'Of each word of the sentence, pieces merged; [CLS] before them and [SEP] after them.',
    examples: [[0.91, 0.982, 0.97, 0.93]],
  }),
  word: shownWord('Index in `by_word`: of the words of one piece the one that does most, or least, so.', 1),
  to: shownWord('Index in `by_word`: the word that gets most of its weight.', 3),
  weight: share('How much that is.', 0.982),
});

const source = z
  .object({
    treebank: text('Its name.', 'UD_English-PUD'),
    version: text('Its version.', 'f16eba4'),
    address: text('Where it is.', 'https://github.com/UniversalDependencies/UD_English-PUD'),
    authors: z
      .array(text('A name.', 'Daniel Zeman'))
      .meta({ description: 'Who made it.', examples: [['Daniel Zeman']] }),
    license: text('Its licence, and that of its sentences in this answer.', 'CC BY-SA 3.0'),
    license_address: text('The text of the licence.', 'https://creativecommons.org/licenses/by-sa/3.0/'),
  })
  .meta({ description: 'What was measured on.' });

/** The answer of `GET /v1/heads`. */
export const headsResponse = z
  .object({
    object: z.literal('list').meta({ description: 'What this is.' }),
    model: z.literal(bertBase).meta({ description: 'The model whose heads these are.' }),
    source,
    sentences: z.int().meta({ description: 'Sentences.', minimum: 1, examples: [1000] }),
    tokens: z.int().meta({ description: 'Tokens of them, [CLS] and [SEP] included.', minimum: 1, examples: [24958] }),
    rules: z
      .array(text('One rule.', 'A habit is said where the mean over all tokens is at least .4 of the weight.'))
      .meta({
        description: 'By which heads get words.',
        examples: [['A habit is said where the mean over all tokens is at least .4 of the weight.']],
      }),
    relations: z
      .array(z.object({ relation, count: cases, baseline }))
      .meta({ description: 'The relations of the treebank, the most frequent first.' }),
    stress: share('How far the distances of places are from the divergences: stress-1 of Kruskal.', 0.2548),
    data: z
      .array(
        z.object({
          ...ownFields,
          place: z
            .tuple([z.number(), z.number()])
            .meta({ description: 'A place in a plane near that of heads that behave alike.', examples: [[0.1, -0.2]] }),
        }),
      )
      .meta({ description: 'All heads, layer by layer.' }),
  })
  .meta({ id: 'HeadsResponse' });

/** The answer of `GET /v1/heads/{id}`. */
export const headResponse = z
  .object({
    object: z.literal('head').meta({ description: 'What this is.' }),
    model: z.literal(bertBase).meta({ description: 'The model whose heads these are.' }),
    source,
    ...ownFields,
    by_offset: z
      .array(share('Mean weight.', 0.01))
      .length(17)
      .meta({
        description: 'From a token to the one -8 to 8 tokens away, where neither is [CLS] or [SEP].',
        examples: [
          [0.01, 0.01, 0.01, 0.01, 0.02, 0.02, 0.02, 0.04, 0.03, 0.28, 0.15, 0.04, 0.02, 0.01, 0.01, 0.01, 0.01],
        ],
      }),
    relations: z
      .array(
        z.object({
          relation,
          direction,
          count: cases,
          accuracy,
          low: low.nullable().meta({ description: 'Lower end of the 95 % interval; null under 50 cases.' }),
          high: high.nullable().meta({ description: 'Upper end.' }),
          baseline,
        }),
      )
      .meta({ description: 'How often the head finds each relation, in both directions.' }),
    nearest: z
      .array(z.object({ layer: ownFields.layer, head: ownFields.head, divergence_bits: divergence }))
      .meta({ description: 'Heads that attend most alike, the nearest first.' }),
    examples: z
      .object({
        relation,
        direction,
        right: z.array(example).meta({ description: 'The surest right ones.' }),
        wrong: z.array(example).meta({ description: 'The surest wrong ones.' }),
      })
      .meta({ description: 'Its surest right and wrong guesses of the relation that it finds best.' }),
    habit_examples: z
      .object({
        measure: z.enum(habitMeasures).meta({
          description: 'The one that names the head; where no rule does, the one that comes nearest to its rule.',
          examples: ['sep'],
        }),
        candidates: z.int().meta({
          description: 'Sentences from which these were chosen: those of 8 to 18 words.',
          minimum: 0,
          examples: [386],
        }),
        most: z.array(habitExample).meta({ description: 'Sentences whose mean is highest.' }),
        least: z.array(habitExample).meta({ description: 'Sentences whose mean is lowest.' }),
      })
      .nullable()
      .meta({
        description: 'Where the head does most and least what it does most; null of a head that finds a relation.',
      }),
    example_sentences: z
      .array(
        z.object({
          id: text('`sent_id` of the treebank.', 'n01001013'),
          words: z.array(z.string()).meta({ description: 'Its words.', examples: [['It', 'rains', '.']] }),
        }),
      )
      .meta({ description: 'The sentences of the examples.' }),
  })
  .meta({ id: 'HeadResponse' });

export type HeadsResponse = z.output<typeof headsResponse>;
export type HeadResponse = z.output<typeof headResponse>;
