import { tensorBytes } from '../../model/answer-size.ts';
import { type Screen, type ScreenRequest, textBody } from '../export/screen-request.ts';
import { output } from './moved-vectors.ts';

/** The request for the last hidden states with the changes, and for their difference from those without. */
export function movedRequest({ changes, seqLen, ...sentence }: Screen): ScreenRequest {
  return {
    view: 'What the changes move',
    bytes: 2 * tensorBytes([output], seqLen),
    path: '/v1/trace',
    body: { ...textBody(sentence, changes), tensors: [output], compare: true },
    python: `delta = answer["tensors"]["delta.${output}"]["data"]
for token, row in zip(answer["tokens"], delta):
    print(token["text"], sum(x * x for x in row) ** 0.5)`,
  };
}
