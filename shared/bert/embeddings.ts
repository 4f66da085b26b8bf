import { type Change, unchanged } from './change.ts';
import type { BertConfig } from './config.ts';
import { type FloatTensor, row, zeros } from './float-tensor.ts';
import { layerNorm } from './layer-norm.ts';
import { add } from './residual.ts';
import type { EmbeddingWeights } from './weights.ts';

/** One text, without padding. */
export interface TokenIds {
  /** [seqLen], rows of the word-embedding table. */
  readonly inputIds: readonly number[];
  /** [seqLen], 0 or 1: which of two texts a token belongs to. */
  readonly tokenTypeIds: readonly number[];
  /** [seqLen], rows of the position table; 0, 1, 2, ... where absent. */
  readonly positionIds?: readonly number[];
}

/** [seqLen, hiddenSize] each. */
export interface Embeddings {
  readonly word: FloatTensor;
  readonly position: FloatTensor;
  readonly tokenType: FloatTensor;
  /** word + position + tokenType, before LayerNorm. */
  readonly sum: FloatTensor;
  /** After LayerNorm: what the first layer gets, `hidden_states.0`. */
  readonly hiddenStates: FloatTensor;
}

/**
 * sum[t] = E_word[inputIds[t]] + E_position[positionIds[t]] + E_tokenType[tokenTypeIds[t]]
 * hiddenStates = LayerNorm(sum)
 *
 * inputIds, positionIds (0, 1, 2, ...), tokenTypeIds [seqLen] -> [seqLen, hiddenSize]. All three are rows of learned tables.
 * Attention is blind to order, so the position must be in the vector itself; the token type says
 * which of two texts a token belongs to.
 *
 * Devlin et al. 2018, "BERT", figure 2; Hugging Face's `BertEmbeddings`.
 * @throws Error when the input is empty, too long, of two lengths, or names a row that a table does
 * not have.
 */
export function embeddings(
  config: BertConfig,
  weights: EmbeddingWeights,
  { inputIds, tokenTypeIds, positionIds = [...inputIds.keys()] }: TokenIds,
  change: Change = unchanged,
): Embeddings {
  checkLength(config, inputIds.length, { tokenTypeIds, positionIds });
  const word = change('embeddings.word', gather(weights.word, inputIds, 'inputIds'));
  const position = change('embeddings.position', gather(weights.position, positionIds, 'positionIds'));
  const tokenType = change('embeddings.token_type', gather(weights.tokenType, tokenTypeIds, 'tokenTypeIds'));
  const sum = add(add(word, position), tokenType);
  const normed = layerNorm(weights.layerNorm, config.layerNormEps, sum);
  return { word, position, tokenType, sum, hiddenStates: change('hidden_states.0', normed) };
}

/** table [size, hiddenSize], ids [seqLen] -> [seqLen, hiddenSize]: row ids[t] of the table, for every t. */
function gather(table: FloatTensor, ids: readonly number[], name: string): FloatTensor {
  const [size, hiddenSize] = table.shape;
  const rows = zeros(ids.length, hiddenSize);
  ids.forEach((id, t) => {
    if (!Number.isInteger(id) || id < 0 || id >= size) {
      throw new Error(`${name}[${t}]: expected a whole number from 0 to ${size - 1}, found ${id}`);
    }
    row(rows, t).set(row(table, id));
  });
  return rows;
}

function checkLength(
  { maxPositionEmbeddings }: BertConfig,
  inputIds: number,
  others: Readonly<Record<string, readonly number[]>>,
): void {
  if (inputIds < 1 || inputIds > maxPositionEmbeddings) {
    throw new Error(`inputIds: expected 1 to ${maxPositionEmbeddings} tokens, found ${inputIds}`);
  }
  for (const [name, { length }] of Object.entries(others)) {
    if (length !== inputIds) throw new Error(`${name}: expected as many as inputIds, ${inputIds}, found ${length}`);
  }
}
