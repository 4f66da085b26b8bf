import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { api } from './api-client.ts';
import { askModel, readAnswer } from './ask-model.ts';
import { bertBaseSizes } from './bert-base.ts';
import type { Sentence } from './reader-place.ts';
import { countTokens } from './token-count.ts';

/** One score of one head, all 0-based: token `from` asks, token `to` answers. */
export interface PairPlace {
  readonly layer: number;
  readonly head: number;
  readonly from: number;
  readonly to: number;
}

/** One score, split by what its query and its key are made of, as `POST /v1/score-attribution` answers. */
export interface ScoreAttribution {
  readonly tokens: readonly Token[];
  readonly sources: readonly string[];
  readonly score: number;
  /** The score less the mean of its row. */
  readonly aboveRowMean: number;
  /** [sources of the query, sources of the key], add up to `score`. */
  readonly terms: Float32Array;
  /** The same, each less its mean over all keys of the row; add up to `aboveRowMean`. */
  readonly centred: Float32Array;
}

/**
 * Why a token looks at another, by `POST /v1/score-attribution`.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchScoreAttribution(
  sentence: Sentence,
  place: PairPlace,
  signal: AbortSignal,
): Promise<ScoreAttribution> {
  await countTokens(sentence);
  const { text, pair } = sentence;
  const json = { text, ...(pair && { text_pair: pair }), ...place };
  const sources = 4 + place.layer * (bertBaseSizes.numAttentionHeads + 1);
  const bytes = 2 * 4 * sources ** 2;
  const answer = await askModel((options) => api.v1['score-attribution'].$post({ json }, options), signal, { bytes });
  return readAnswer(answer, readAttributionFile);
}

/** Reads the safetensors answer. @throws Error where a number or matrix is absent */
export function readAttributionFile(file: Uint8Array): ScoreAttribution {
  const { metadata, tensors } = readSafetensors(file);
  const told = (name: string) => JSON.parse(metadata[name] ?? 'null');
  const matrix = (name: string) => {
    const tensor = tensors[name];
    if (tensor?.dtype !== 'F32') throw new Error(`expected ${name} as F32, found ${Object.keys(tensors)}`);
    return tensor.data;
  };
  return {
    tokens: told('tokens'),
    sources: told('sources'),
    score: told('score'),
    aboveRowMean: told('above_row_mean'),
    terms: matrix('terms'),
    centred: matrix('centred'),
  };
}
