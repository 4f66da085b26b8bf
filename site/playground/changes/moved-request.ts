import { type Screen, type ScreenRequest, textBody } from '../export/screen-request.ts';

/** The last vectors with the changes, and their difference to those without. */
export function movedRequest({ changes, seqLen, ...sentence }: Screen): ScreenRequest {
  return {
    view: 'What the changes move',
    bytes: 2 * 4 * 768 * seqLen,
    path: '/v1/trace',
    body: { ...textBody(sentence, changes), tensors: ['hidden_states.12'], compare: true },
    python: `delta = answer["tensors"]["delta.hidden_states.12"]["data"]
for token, row in zip(answer["tokens"], delta):
    print(token["text"], sum(x * x for x in row) ** 0.5)`,
  };
}
