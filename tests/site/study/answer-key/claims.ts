import { readFileSync } from 'node:fs';
import { drift } from '../../../../shared/analysis/cosine.ts';
import { combine, embeddingTable, nearestWords } from '../../../../shared/analysis/nearest-words.ts';
import { type BertConfig, parseBertConfig } from '../../../../shared/bert/config.ts';
import { openFolder } from '../../../../shared/model/open-folder.ts';
import { readModel } from '../../../../shared/weights/read-model.ts';
import {
  type NearestRows,
  nearestToSum,
  sumsThatComeOut,
  sumsThatFail,
} from '../../../../site/figures/arithmetic/word-sums.ts';
import { headClaims } from '../../../../site/figures/head-claims/claims.ts';
import { presetHiddenStates, presetTensors, presetTrace } from '../../../../site/first-paint/preset-trace.ts';
import { readWordTable } from '../../../../site/first-paint/word-table.ts';
import { headCount, layerCount } from '../../../../site/model/reader-place.ts';
import { type Trace, traceRow } from '../../../../site/model/trace.ts';
import { firstPreset, presets } from '../../../../site/reader/presets.ts';
import { agrees, writtenNumbers } from './written-numbers.ts';

/** Words of the key or of a chapter, and whether the model bears them out. */
export interface Claim {
  readonly words: string;
  readonly holds: boolean;
  /** What was found, for the message. */
  readonly found: unknown;
}

const folder = 'site/public/models/bert-base-uncased';
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

export const config: BertConfig = parseBertConfig(readJson(`${folder}/config.json`));

/** The first number of the words is the value, rounded to the last digit that is written. */
export const number = (words: string, value: number): Claim =>
  numberIn(words, writtenNumbers(words)[0]!.written, value);

/** The same where another number stands before it. */
export const numberIn = (words: string, written: string, value: number): Claim => ({
  words,
  holds: words.includes(written) && agrees(value, writtenNumbers(written)[0]!),
  found: value,
});

export const fact = (words: string, holds: boolean, found: unknown): Claim => ({ words, holds, found });

/** Numbers that are right wherever they stand: sizes of the model, the sentence and place of the first preset, 0 and a row's sum. */
export function sizes(tokenCount: number): number[] {
  const { vocabSize, hiddenSize, headSize, numHiddenLayers, numAttentionHeads, intermediateSize } = config;
  const counts = [vocabSize, hiddenSize, headSize, numHiddenLayers, numAttentionHeads, intermediateSize];
  const derived = [numHiddenLayers * numAttentionHeads, Math.sqrt(headSize), config.maxPositionEmbeddings];
  const sentence = [tokenCount, tokenCount ** 2, firstPreset.layer + 1, firstPreset.head + 1];
  return [...counts, ...derived, ...sentence, 0, 1];
}

/** What only a paper can bear out. */
export const published: readonly Claim[] = [
  number('24 layers', 24), // devlin2019, of BERT-large, as the next one
  number('16 heads', 16),
  number('read 128 tokens at a time', 128), // devlin2019, appendix A.2: nine tenths of the steps
  number('2017 Transformer', 2017), // vaswani2017
  number('Transformer of 2017', 2017),
  number('have 6 in its encoder', 6),
  number('96 % of the weight', 96), // kobayashi2021
  number('19 % of', 19),
  number('About 19 %', 19),
  number('ess than 5 %', 5), // ethayarajh2019
  number('87 % of the cases', 86.8), // clark2019
  number('13 % of them', 100 - 86.8),
  number('right in 52 %', ruleFor('head word')),
  number('right in 69 %', ruleFor('system of rules')),
];

/** Percent of the cases in which a rule for coreference was right; clark2019, table 2. */
function ruleFor(words: string): number {
  const { stronger } = headClaims.find(({ id }) => id === 'coreference')!;
  return stronger!.find(({ rule }) => rule.includes(words))!.accuracy;
}

/** Measured once with the unrounded weights: a least-squares map from each layer to the last, on 24,929 tokens. */
export const measuredOnce: readonly Claim[] = [
  number('on 24,929 tokens', 24_929),
  fact('read *it* with 0.98 and more everywhere', true, 0.98),
];

/** Examples that need not be of the model. */
export const supposed: readonly string[] = [
  '600 tokens',
  'Add 100',
  'Beside 100',
  'scores by 100',
  '+ 100',
  'exp(100)',
  'score −3',
];

/** What follows from the sizes and from softmax alone. */
export function arithmetic(tokenCount: number): Claim[] {
  const { hiddenSize, intermediateSize, vocabSize } = config;
  return [
    number('about 2.7 times', Math.E),
    number('20 times', Math.exp(3)),
    fact('larger by 3', true, 3),
    fact('(mean + identity) / 2', true, 2),
    number('24 residual paths', 2 * config.numHiddenLayers),
    number('rescales the sum 24 times', 2 * config.numHiddenLayers),
    numberIn('component 0 to 63', '63', config.headSize - 1),
    numberIn('from 0 to 3,071', '3,071', intermediateSize - 1),
    number('0.077', 1 / tokenCount),
    number('place 513', config.maxPositionEmbeddings + 1),
    number('about 23 million numbers', vocabSize * hiddenSize),
    number('about 4.7 million', 2 * hiddenSize * intermediateSize),
    number('about 2.4 million', 4 * hiddenSize ** 2),
    number('2 × 768 × 3,072', 2),
    number('4 × 768 × 768', 4),
    number('about −0.17', lowestGelu()),
  ];
}

/** GELU(z) = z Φ(z) has its one minimum near z = -0.75. */
function lowestGelu(): number {
  const phi = (z: number) =>
    Array.from({ length: 4000 }, (_, step) => -8 + ((z + 8) * (step + 0.5)) / 4000).reduce(
      (sum, x) => sum + (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * ((z + 8) / 4000),
      0,
    );
  const values = Array.from({ length: 101 }, (_, step) => -1 + step / 200).map((z) => z * phi(z));
  return -Math.min(...values);
}

/** Weights of named heads on the presets. */
export async function claimsOfHeads(): Promise<Claim[]> {
  const { layer, head, token: it } = firstPreset;
  const trace = await attentionsOf('cat');
  const tokens = trace.tokens.map(({ text }) => text);
  const weight = (from: number, to: number) => traceRow(trace, `attentions.${layer}`, head, from)[to]!;
  const cat = tokens.indexOf('cat');
  const [there, back] = [weight(it, cat), weight(cat, it)];
  const column = tokens.reduce((sum, _, from) => sum + weight(from, cat), 0);
  const next = (await Promise.all(presets.map(({ id }) => attentionsOf(id)))).flatMap(weightsOnNext);
  const sep = tokens.length - 1;
  const onSep = tokens.map((_, from) => traceRow(trace, 'attentions.6', 3, from)[sep]!);
  const resting = Array.from({ length: layerCount }, (_, at) => headsRestingOnSep(trace, at));
  return [
    fact('*it* gives *cat* most of its weight and gets less than half as much back', there > 0.5 && back < there / 2, {
      there,
      back,
    }),
    fact(
      '*it* gives most of its weight in one head to *cat*, while *cat* gives *it* less than half as much back',
      there > 0.5 && back < there / 2,
      { there, back },
    ),
    number('adds up to about 2.9', column),
    ...(await claimsOfShortValue()),
    fact(
      'Layer 3, head 10 looks at the next token in almost every row',
      next.filter((one) => one > 0.9).length > 0.9 * next.length,
      next,
    ),
    ...['every row gives more than half of its weight to `[SEP]`', '*it* gives'].map((words, index) =>
      fact(
        `ayer 7, head 4 of the first sentence${index ? ',' : ''} ${words}`,
        onSep.every((one) => one > 0.5),
        onSep,
      ),
    ),
    fact(
      'there are many in layers 5 to 10',
      resting.slice(4, 10).every((count) => count >= 2),
      resting,
    ),
  ];
}

/** Layer 7, head 1, the row of *cat*: much weight on `[SEP]`, whose value is short. */
async function claimsOfShortValue(): Promise<Claim[]> {
  const [layer, head] = [6, 0];
  const trace = await presetTensors(firstPreset, [`attentions.${layer}`, `value.${layer}`]);
  const from = trace.tokens.findIndex(({ text }) => text === 'cat');
  const weights = traceRow(trace, `attentions.${layer}`, head, from);
  const handed = Array.from(weights, (one, to) => one * Math.hypot(...traceRow(trace, `value.${layer}`, head, to)));
  const share = handed.at(-1)! / handed.reduce((sum, one) => sum + one, 0);
  return [
    number('0.87 of its weight to `[SEP]`', weights.at(-1)!),
    number('87 %', 100 * weights.at(-1)!),
    fact('layer 7, head 1', from === 2, from),
    fact('`[SEP]` makes up less than a quarter of what is added', share < 0.25, share),
  ];
}

/** What layer 3, head 10 gives to the token behind each. */
function weightsOnNext(trace: Trace): number[] {
  return trace.tokens.slice(0, -1).map((_, from) => traceRow(trace, 'attentions.2', 9, from)[from + 1]!);
}

/** Heads of a layer that give `[SEP]` more than half of their weight. */
function headsRestingOnSep(trace: Trace, layer: number): number {
  const last = trace.tokens.length - 1;
  const means = Array.from({ length: headCount }, (_, head) => {
    const weights = trace.tokens.map((_, from) => traceRow(trace, `attentions.${layer}`, head, from)[last]!);
    return weights.reduce((sum, one) => sum + one, 0) / weights.length;
  });
  return means.filter((one) => one > 0.5).length;
}

/** A cosine with the input that does not fall all the way: `[MASK]` in "Paris is the [MASK] of France." */
export async function claimsOfMask(): Promise<Claim[]> {
  const mask = presets.find(({ id }) => id === 'mask')!;
  const { tokens } = await presetTensors(mask, ['hidden_states.0']);
  const at = tokens.findIndex(({ text }) => text === '[MASK]');
  const cosines = drift(await presetHiddenStates(mask), config.hiddenSize).map((layer) => layer[at]!);
  return [
    fact(`in "${mask.text}" that of \`[MASK]\``, mask.token === at, mask),
    number('falls to 0.458 after layer 7', cosines[7]!),
    number('rises to 0.547 by layer 11', cosines[11]!),
    number('ends at 0.434', cosines[12]!),
    fact('rises to', Math.min(...cosines.slice(0, 11)) === cosines[7], cosines),
  ];
}

async function attentionsOf(id: string): Promise<Trace> {
  const preset = presets.find((one) => one.id === id)!;
  return presetTensors(
    preset,
    Array.from({ length: layerCount }, (_, layer) => `attentions.${layer}`),
  );
}

/** How texts are cut. */
export async function claimsOfTokens(): Promise<Claim[]> {
  const cut = async (text: string) => {
    const { tokens } = await presetTrace({ text, pair: '' });
    return tokens
      .slice(1, -1)
      .map((token) => token.text)
      .join(' ');
  };
  const vocabulary: Record<string, number> = readJson(`${folder}/tokenizer.json`).model.vocab;
  const [embeddings, snowboarding] = [await cut('embeddings'), await cut('snowboarding')];
  const [accented, plain] = [await cut('Résumé'), await cut('resume')];
  return [
    fact('becomes `em`, `##bed`, `##ding` and `##s`', embeddings === 'em ##bed ##ding ##s', embeddings),
    fact('*snowboarding* becomes *snow* and `##boarding`', snowboarding === 'snow ##boarding', snowboarding),
    fact('*Résumé* and *resume*? ', accented === plain, { accented, plain }),
    number('token 4937', vocabulary.cat!),
    number('token 2938', vocabulary.sat!),
    fact('Nearly every emoji becomes `[UNK]`', (await cut('😀 🎉 👍')) === '[UNK] [UNK] [UNK]', await cut('😀 🎉 👍')),
    fact(
      'every Chinese character becomes a word of its own',
      (await cut('日本語')) === '日 本 語',
      await cut('日本語'),
    ),
    ...(await Promise.all(
      ['مرحبا', 'привет'].map(async (word) =>
        fact(
          'a word in Arabic or Cyrillic letters mostly falls into single letters',
          (await cut(word)).split(' ').length === word.length,
          await cut(word),
        ),
      ),
    )),
  ].map((claim) => ({ ...claim, words: claim.words.trim() }));
}

/** Sums of rows of the embedding table. */
export async function claimsOfTable(): Promise<Claim[]> {
  const { data, shape } = (await readModel(openFolder(folder))).floatTensor('embeddings.word_embeddings.weight')!;
  const vocabulary: Record<string, number> = readJson(`${folder}/tokenizer.json`).model.vocab;
  const words = Object.entries(vocabulary)
    .sort(([, a], [, b]) => a - b)
    .map(([word]) => word);
  const table = embeddingTable(data, shape[1]!);
  const nearest = (plus: string, minus: string, other: string) => {
    const asked = [plus, minus, other].map((word) => vocabulary[word]!);
    const [from, away, to] = asked.map((id) => table.row(id));
    return nearestWords(combine([from!, to!], [away!]), table, 2, asked)
      .map(({ id }) => words[id]!)
      .join(' ');
  };
  const [queen, rome] = [nearest('king', 'man', 'woman'), nearest('paris', 'france', 'italy')];
  const named = await readWordTable();
  const sums = [...sumsThatComeOut, ...sumsThatFail].map((sum) => nearestToSum(sum, named, 6));
  const [paris, london] = sums.slice(-2) as [NearestRows, NearestRows];
  const cosineOf = (word: string) => london.nearest.find((one) => one.word === word)!.cosine;
  const own = sums.map(({ ofAll, from, minus, plus }) => [from, minus, plus].some(({ id }) => id === ofAll.id));
  return [
    fact('*rome* comes sixth', paris.nearest.findIndex(({ word }) => word === 'rome') === 5, paris.nearest),
    number('with a cosine of 0.510', cosineOf('japanese')),
    number('*tokyo* with 0.501', cosineOf('tokyo')),
    fact('one of them is nearest in all eight', own.length === 8 && own.every(Boolean), sums),
    fact('with them, *king* itself is nearest', sums[0]!.ofAll.word === 'king', sums[0]),
    fact('Six of the sums give the expected word', sumsThatComeOut.length === 6, sumsThatComeOut),
    fact('*king* - *man* + *woman*', queen.startsWith('queen'), queen),
    fact('*paris* - *france* + *italy*', rome === 'italian milan', rome),
    fact('30,522', shape[0] === config.vocabSize && words.length === config.vocabSize, shape),
    fact('768', shape[1] === config.hiddenSize, shape),
  ];
}
