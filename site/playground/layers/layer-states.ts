import { anisotropy } from '../../../shared/analysis/anisotropy.ts';
import { drift } from '../../../shared/analysis/cosine.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { upTo } from '../../model/attention-file.ts';
import { bertBaseSizes } from '../../model/bert-base.ts';
import { fetchFillMask } from '../../model/fetch-tasks.ts';
import { fetchTrace } from '../../model/fetch-trace.ts';
import { layerCount, type Sentence } from '../../model/reader-place.ts';
import type { Question } from '../answer.svelte.ts';
import { changesOnTheWire, interventionOf } from '../changes/changed-pass.ts';
import type { Changes } from '../place.ts';

const { hiddenSize } = bertBaseSizes;

/**
 * How the hidden states of a text move through the layers, in plain numbers so that they can be part of a page's HTML.
 */
export interface LayerStates {
  readonly tokens: readonly Token[];
  /** cos(h_l[t], h_0[t]): [numHiddenLayers + 1][seqLen] */
  readonly drift: readonly (readonly number[])[];
  /** Mean cosine over all pairs of different tokens, [numHiddenLayers + 1]: the likeness that any two tokens have. */
  readonly anyPair: readonly number[];
  /** The share of other tokens in each attention block's output, [numHiddenLayers][seqLen]. */
  readonly mixing: readonly (readonly number[])[];
}

export const stateNames = upTo(layerCount + 1).map((state) => `hidden_states.${state}`);
export const mixingNames = upTo(layerCount).map((layer) => `mixing.${layer}`);

/** Asks for the hidden states in as few answers as can hold them: one up to 210 tokens, three for 512. */
export function statesQuestion(sentence: Sentence, changes: Changes): Question<LayerStates> {
  return {
    key: JSON.stringify([sentence.text, sentence.pair, changes]),
    ask: async (signal) => {
      const names = [...mixingNames, ...stateNames];
      const { tokens, tensors } = await fetchTrace(sentence, names, signal, interventionOf(changes));
      return layerStates(tokens, (name) => tensors[name]!.data);
    },
  };
}

/** How the hidden states move, from the tensors that `dataOf` gives by name. */
export function layerStates(tokens: readonly Token[], dataOf: (name: string) => Float32Array): LayerStates {
  const states = stateNames.map(dataOf);
  return {
    tokens,
    drift: drift(states, hiddenSize).map(rounded),
    anyPair: rounded(states.map((state) => anisotropy(state, hiddenSize))),
    mixing: mixingNames.map((name) => rounded(dataOf(name))),
  };
}

function rounded(values: Iterable<number>): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(9)));
}

/** A word of the vocabulary with its probability, 0..1. */
export interface WordRead {
  readonly token: string;
  readonly id: number;
  readonly probability: number;
}

/** Words that the masked-LM head predicts at one token, [numHiddenLayers + 1] lists, most probable first. */
export type WordsByLayer = readonly (readonly WordRead[])[];

/** Asks for the `topK` words that the masked-LM head predicts at one token from every hidden state. */
export function wordsQuestion(
  sentence: Sentence,
  token: number,
  changes: Changes,
  topK: number,
): Question<WordsByLayer> {
  return {
    key: JSON.stringify([sentence.text, sentence.pair, token, changes]),
    ask: async (signal) => {
      const { text, pair } = sentence;
      const body = {
        text,
        ...(pair && { text_pair: pair }),
        positions: [token],
        hidden_states: upTo(layerCount + 1),
        top_k: topK,
        ...changesOnTheWire(changes),
      };
      const { masks } = await fetchFillMask(body, signal);
      return masks.map(({ candidates }) => candidates);
    },
  };
}
