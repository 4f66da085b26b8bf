import { planParts } from '../../model/answer-size.ts';
import { type Screen, type ScreenRequest, textBody } from '../export/screen-request.ts';

/** Queries and keys of a layer; the scores with them where they are one answer, else Python computes those of the row. */
export function neuronRequest({ layer, heads, token, changes, seqLen, ...sentence }: Screen): ScreenRequest {
  const pair = [`query.${layer}`, `key.${layer}`];
  const all = [...pair, `attention_scores.${layer}`];
  const hasScores = planParts(all, seqLen)?.length === 1;
  const names = hasScores ? all : pair;
  const row = hasScores
    ? `scores = answer["tensors"]["attention_scores.${layer}"]["data"][${heads[0]}][${token}]`
    : `scores = [sum(a * b for a, b in zip(query[${token}], k)) / 8 for k in key]`;
  return {
    view: 'One weight in the making',
    bytes: 4 * 12 * seqLen * (128 + (hasScores ? seqLen : 0)),
    path: '/v1/trace',
    body: { ...textBody(sentence, changes), tensors: names },
    python: `query, key = (answer["tensors"][name]["data"][${heads[0]}] for name in ["${pair.join('", "')}"])
${row}
for token, k, score in zip(answer["tokens"], key, scores):
    print(token["text"], sum(a * b for a, b in zip(query[${token}], k)) / 8, score)`,
  };
}
