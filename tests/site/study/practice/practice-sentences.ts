import { readFileSync } from 'node:fs';
import { readSafetensors } from '../../../../shared/tensors/safetensors.ts';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { readAtlas } from '../../../../site/first-paint/read-atlas.ts';
import type { Trace, TraceTensor } from '../../../../site/model/trace.ts';
import type { Guess } from '../../../../site/study/practice/changes/changed-guess.ts';
import { knownHeads } from '../../../../site/study/practice/heads-of-atlas.ts';
import type { Sentence } from '../../../../site/study/practice/sentence.ts';
import { tinyTrace } from '../../figures/tiny-trace.ts';

const text = 'The cat sat on the mat because it was tired.';
const file = new URL('../../../golden/bert-base-uncased/cat.safetensors', import.meta.url);
const { tensors } = readSafetensors(new Uint8Array(readFileSync(file)));

function layersOf(name: string, of: TraceTensor): [string, TraceTensor][] {
  const [count, ...shape] = of.shape as [number, ...number[]];
  const size = of.data.length / count;
  return Array.from({ length: count }, (_, layer) => [
    `${name}.${layer}`,
    { shape, data: of.data.subarray(layer * size, (layer + 1) * size) },
  ]);
}

function wordsOf(sentence: string): Token[] {
  const ids = tensors.input_ids!.data as Int32Array;
  const words = [...sentence.matchAll(/\w+|\./g)].map(
    ({ 0: word, index }, at): Token => ({
      id: ids[at + 1]!,
      text: word.toLowerCase(),
      start: index,
      end: index + word.length,
      special: false,
      word: at,
      type: 0,
    }),
  );
  const added = (id: number, name: string): Token => ({
    id,
    text: name,
    start: 0,
    end: 0,
    special: true,
    word: null,
    type: 0,
  });
  return [added(ids[0]!, '[CLS]'), ...words, added(ids.at(-1)!, '[SEP]')];
}

const trace: Trace = {
  tokens: wordsOf(text),
  tensors: Object.fromEntries([
    ...layersOf('attentions', tensors.attentions as TraceTensor),
    ...layersOf('hidden_states', tensors.hidden_states as TraceTensor),
  ]),
};

/** The first sentence with the reference implementation's attention and hidden states. */
export const catSentence: Sentence = { text, pair: '', trace };

/** Probabilities of *cat* in the blank at the place of *cat*, made up, as if one change of six made it vanish. */
const guess: Guess = {
  token: 2,
  word: { token: 'cat', id: 4937, probability: 0.8 },
  changes: [0.01, 0.02, 0.03, 0.79, 0.75, 0.8].map((probability, index) => ({
    words: `Change ${index}.`,
    leaves: `What change ${index} leaves.`,
    change: {},
    probability,
    request: `{"text":"${text}","change":${index}}`,
  })),
  tokens: [1, 3, 4, 6, 10].map((index) => ({
    index,
    probability: index === 3 ? 0.1 : 0.7 + index / 100,
    request: `{"text":"${text}","token":${index}}`,
  })),
  layers: [-0.9, -0.1, 0, 0.1, -0.69, -0.7, 0, 0, 0, 0, 0, -0.2],
};

/** The same with everything that a page knows of it, the guess made up. */
export const knownSentence: Sentence = {
  ...catSentence,
  heads: knownHeads(readAtlas()),
  blank: {
    token: 2,
    candidates: ['cat', 'dog', 'man', 'boy'].map((token, index) => ({
      token,
      id: 4937 + index,
      probability: index === 0 ? 0.8 : 0.04 / index,
    })),
  },
  guess,
};

/** One token hands over more than its weight says. */
const valueLengths = [1, 1, 1, 1, 1, 4, 1, 1];
const weights = tinyTrace.tensors['attentions.1']!;

/** A small model's trace: 2 layers, 4 heads of 16 numbers; the two tensors that the reference does not have are made here. */
export const tinySentence: Sentence = {
  text: 't'.repeat(8),
  pair: '',
  trace: {
    tokens: tinyTrace.tokens,
    tensors: {
      ...tinyTrace.tensors,
      'attention_norms.1': { ...weights, data: weights.data.map((weight, at) => weight * valueLengths[at % 8]!) },
      'mixing.1': { shape: [8, 1], data: Float32Array.of(0.1, 0.2, 0.3, 0.15, 0.25, 0.35, 0.12, 0.22) },
    },
  },
};
