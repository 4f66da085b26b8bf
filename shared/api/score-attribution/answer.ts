import type { Bert } from '../../model/bert.ts';
import {
  attributionBytes,
  type ReadScoreAttribution,
  readScoreAttribution,
  type ScorePlace,
} from '../../model/read-score-attribution.ts';
import { shortestFloat32 } from '../../tensors/shortest-float32.ts';
import type { TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { Token } from '../../tokenizer/token.ts';
import { inputIds, jsonLater, metadataOf, numbersJson, type TensorAnswer } from '../answer/tensor-answer.ts';
import { readPrompt } from '../checks/prompt.ts';
import { expectIndex } from '../checks/selection.ts';
import { usageOf } from '../fields/text.ts';
import { listedBytes } from '../listed-bytes.ts';
import type { InTurn } from '../turn.ts';
import type { ScoreAttributionRequest } from './contract.ts';

/** What `/v1/score-attribution` answers. @throws ApiError naming the index that the model or the text does not have. */
export async function answerScoreAttribution(
  bert: Bert,
  request: ScoreAttributionRequest,
  inTurn: InTurn,
): Promise<TensorAnswer> {
  const { tokens, truncated } = readPrompt(bert, request);
  const place = placeIn(bert, request, tokens.length);
  const bytesBeside = attributionBytes(bert, tokens.length, place) + listedBytes(tokens);
  // The model reads the text twice.
  const size = { bytes: 0, bytesBeside, tokens: 2 * tokens.length };
  const split = await inTurn(size, () => readScoreAttribution(bert, tokens, place));
  const asked = { object: 'score_attribution', model: bert.id, tokens, ...place };
  return splitAnswer(asked, split, truncated);
}

/** A function of its own, so that what waits for the client holds the numbers and the text of the rest alone. */
function splitAnswer(
  asked: { readonly tokens: readonly Token[] },
  { sources, terms, centred, score, aboveRowMean }: ReadScoreAttribution,
  truncated: boolean,
): TensorAnswer {
  const matrices = { terms: square(terms, sources.length), centred: square(centred, sources.length) };
  const found = { score: shortestFloat32(score), above_row_mean: shortestFloat32(aboveRowMean), sources };
  const after = { truncated, usage: usageOf(asked.tokens.length) };
  return {
    tensors: { ...matrices, input_ids: inputIds(asked.tokens) },
    main: matrices.terms,
    metadata: metadataOf({ ...asked, ...found, ...after }),
    json: jsonLater({ ...asked, ...found }, () => numbersJson(matrices), after),
  };
}

function placeIn({ config }: Bert, request: ScoreAttributionRequest, tokens: number): ScorePlace {
  return {
    layer: expectIndex('layer', request.layer, config.numHiddenLayers),
    head: expectIndex('head', request.head, config.numAttentionHeads),
    from: expectIndex('from', request.from, tokens),
    to: expectIndex('to', request.to, tokens),
  };
}

function square(values: Float64Array, size: number): TensorPieces {
  return { dtype: 'F32', shape: [size, size], pieces: [Float32Array.from(values)] };
}
