import { tensorBytes } from '../../model/answer-size.ts';
import { type Screen, type ScreenRequest, textBody } from '../export/screen-request.ts';
import { neuronTensors } from './neuron-row.ts';

/**
 * The request for a layer's queries and keys, and for its scores where they fit beside them in one answer; otherwise
 * the Python computes the scores of the row.
 */
export function neuronRequest({ layer, heads, token, changes, seqLen, ...sentence }: Screen): ScreenRequest {
  const names = neuronTensors(seqLen, layer);
  const [query, key, scores] = names;
  const row = scores
    ? `scores = answer["tensors"]["${scores}"]["data"][${heads[0]}][${token}]`
    : `scores = [sum(a * b for a, b in zip(query[${token}], k)) / 8 for k in key]`;
  return {
    view: 'One weight in the making',
    bytes: tensorBytes(names, seqLen),
    path: '/v1/trace',
    body: { ...textBody(sentence, changes), tensors: names },
    python: `query, key = (answer["tensors"][name]["data"][${heads[0]}] for name in ["${query}", "${key}"])
${row}
for token, k, score in zip(answer["tokens"], key, scores):
    print(token["text"], sum(a * b for a, b in zip(query[${token}], k)) / 8, score)`,
  };
}
