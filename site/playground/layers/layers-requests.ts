import { tensorBytes } from '../../model/answer-size.ts';
import { type Screen, type ScreenRequest, textBody } from '../export/screen-request.ts';
import { printWords } from '../words/words-request.ts';
import { mixingNames, stateNames } from './layer-states.ts';

/** The request for the hidden states of all layers, and for what is mixed into them. */
export function statesRequest({ token, changes, seqLen, ...sentence }: Screen): ScreenRequest {
  return {
    bytes: tensorBytes([...stateNames, ...mixingNames], seqLen),
    view: 'Layers: vectors and mixing',
    path: '/v1/trace',
    body: { ...textBody(sentence, changes), tensors: ['hidden_states.*', 'mixing.*'] },
    python: `states = [answer["tensors"][f"hidden_states.{l}"]["data"][${token}] for l in range(${stateNames.length})]
dot = lambda a, b: sum(x * y for x, y in zip(a, b))
for l, state in enumerate(states):
    print(l, dot(state, states[0]) / (dot(state, state) * dot(states[0], states[0])) ** 0.5)`,
  };
}

/** Words that are shown for each hidden state. */
export const wordsPerLayer = 3;

/** The request for the words that are predicted from every hidden state of one token. */
export function lensRequest({ token, changes, ...sentence }: Screen): ScreenRequest {
  return {
    view: 'Layers: words',
    bytes: 0,
    path: '/v1/fill-mask',
    body: {
      ...textBody(sentence, changes),
      positions: [token],
      hidden_states: [...stateNames.keys()],
      top_k: wordsPerLayer,
    },
    python: printWords('hidden_state'),
  };
}
