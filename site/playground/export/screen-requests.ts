import { tensorBytes } from '../../model/answer-size.ts';
import type { AttentionLens } from '../../model/attention-trace.ts';
import { attentionBytes } from '../../model/in-answers.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { changesOnTheWire, hasChanges } from '../changes/head-mask.ts';
import { mixingNames, stateNames } from '../layers/layer-states.ts';
import type { Changes } from '../place.ts';

const lastState = `hidden_states.${layerCount}`;

/** One request to the API whose answer holds the numbers of a view. */
export interface ScreenRequest {
  readonly view: string;
  readonly path: '/v1/attention' | '/v1/trace' | '/v1/fill-mask';
  readonly body: Readonly<Record<string, unknown>>;
  /** Python that finds the numbers in `answer`. */
  readonly python: string;
  /** Of float32 in the answer: more than JSON may hold must come as safetensors. */
  readonly bytes: number;
}

/** What is on screen. Layer and heads are 0-based. */
export interface Screen {
  readonly text: string;
  readonly pair: string;
  readonly layer: number;
  /** The head, then those laid over it. */
  readonly heads: readonly number[];
  readonly token: number;
  readonly lens: AttentionLens;
  readonly words: boolean;
  readonly changes: Changes;
  /** Tokens at which words are predicted. */
  readonly positions: readonly number[];
  readonly otherText: string;
  readonly otherPair: string;
  /** Tokens of the text, and of the second one. */
  readonly seqLen: number;
  readonly otherSeqLen: number;
}

/** A request for each view, in the order of the page. */
export function screenRequests(screen: Screen): ScreenRequest[] {
  const { otherText, otherPair, otherSeqLen, changes } = screen;
  const second = otherText && {
    ...screen,
    text: otherText,
    pair: otherPair,
    changes: { off: changes.off, masked: [] },
    seqLen: otherSeqLen,
  };
  return [
    matrixRequest(screen, 'Matrix and lines'),
    neuronRequest(screen),
    statesRequest(screen),
    lensRequest(screen),
    wordsRequest(screen),
    ...(hasChanges(changes) ? [movedRequest(screen)] : []),
    ...(second ? [matrixRequest(second, 'Matrix of text B')] : []),
  ];
}

type Sentence = Pick<Screen, 'text' | 'pair'>;

function textFields({ text, pair }: Sentence) {
  return { text, ...(pair && { text_pair: pair }) };
}

function matrixRequest(screen: Screen, view: string): ScreenRequest {
  const { layer, heads, lens, words, changes, seqLen } = screen;
  if (hasChanges(changes)) return changedMatrixRequest(screen, view);
  const reduce = lens === 'weight' ? {} : { reduce: lens };
  const body = {
    ...textFields(screen),
    layers: [layer],
    ...(lens !== 'rollout' && { heads: [...heads] }),
    ...reduce,
    ...(words && { words }),
  };
  const matrix = lens === 'rollout' ? 'answer["attentions"][0]' : 'answer["attentions"][0][0]';
  const bytes = attentionBytes(seqLen, lens === 'rollout' ? 1 : heads.length);
  return { view, path: '/v1/attention', body, python: readMatrix(`matrix = ${matrix}`, lens), bytes };
}

/** `/v1/attention` knows no changes: the trace does, and what is merged or multiplied is done here. */
function changedMatrixRequest(screen: Screen, view: string): ScreenRequest {
  const { layer, heads, lens, words, changes, seqLen } = screen;
  const family = lens === 'norm' ? 'attention_norms' : 'attentions';
  const tensors = lens === 'rollout' ? [`${family}.*`] : [`${family}.${layer}`];
  const body = { ...textFields(screen), tensors, ...changesOnTheWire(changes) };
  const found =
    lens === 'rollout'
      ? rolloutInPython(layer)
      : `matrix = answer["tensors"]["${family}.${layer}"]["data"][${heads[0]}]`;
  const bytes = attentionBytes(seqLen, headCount * (lens === 'rollout' ? layerCount : 1));
  return {
    view,
    path: '/v1/trace',
    body,
    bytes,
    python: readMatrix(words ? `${found}\n${mergeInPython}` : found, lens),
  };
}

const mergeInPython = `groups = []
for i, t in enumerate(answer["tokens"]):  # pieces of a word as one
    last = answer["tokens"][i - 1] if i else None
    if last and not t["special"] and not last["special"] and (t["word"], t["type"]) == (last["word"], last["type"]):
        groups[-1].append(i)
    else:
        groups.append([i])
matrix = [[sum(matrix[i][j] for i in v for j in w) / len(v) for w in groups] for v in groups]`;

function rolloutInPython(layer: number): string {
  return `n = len(answer["tokens"])
matrix = [[float(i == j) for j in range(n)] for i in range(n)]
for layer in range(${layer + 1}):
    heads = answer["tensors"][f"attentions.{layer}"]["data"]
    mixed = [[(sum(h[i][j] for h in heads) / len(heads) + (i == j)) / 2 for j in range(n)] for i in range(n)]
    matrix = [[sum(mixed[i][k] * matrix[k][j] for k in range(n)) for j in range(n)] for i in range(n)]`;
}

/** The page draws lengths as shares of their row. */
function readMatrix(found: string, lens: AttentionLens): string {
  const shares =
    lens === 'norm' ? '\nmatrix = [[value / sum(row) for value in row] for row in matrix]  # as shares' : '';
  return `${found}${shares}\nfor row in matrix:\n    print([float(f"{value:.3g}") for value in row])`;
}

function neuronRequest({ layer, heads, token, changes, seqLen, ...sentence }: Screen): ScreenRequest {
  const names = [`query.${layer}`, `key.${layer}`, `attention_scores.${layer}`];
  return {
    view: 'One weight in the making',
    bytes: tensorBytes(names, seqLen),
    path: '/v1/trace',
    body: { ...textFields(sentence), tensors: names, ...changesOnTheWire(changes) },
    python: `query, key, scores = (answer["tensors"][name]["data"][${heads[0]}] for name in ["${names.join('", "')}"])
for token, k, score in zip(answer["tokens"], key, scores[${token}]):
    print(token["text"], sum(a * b for a, b in zip(query[${token}], k)) / 8, score)`,
  };
}

function statesRequest({ token, changes, seqLen, ...sentence }: Screen): ScreenRequest {
  const bytes = tensorBytes([...stateNames, ...mixingNames], seqLen);
  return {
    bytes,
    view: 'Layers: vectors and mixing',
    path: '/v1/trace',
    body: { ...textFields(sentence), tensors: ['hidden_states.*', 'mixing.*'], ...changesOnTheWire(changes) },
    python: `states = [answer["tensors"][f"hidden_states.{l}"]["data"][${token}] for l in range(${layerCount + 1})]
dot = lambda a, b: sum(x * y for x, y in zip(a, b))
for l, state in enumerate(states):
    print(l, dot(state, states[0]) / (dot(state, state) * dot(states[0], states[0])) ** 0.5)`,
  };
}

function lensRequest({ token, changes, ...sentence }: Screen): ScreenRequest {
  return {
    view: 'Layers: words',
    bytes: 0,
    path: '/v1/fill-mask',
    body: {
      ...textFields(sentence),
      positions: [token],
      hidden_states: Array.from({ length: layerCount + 1 }, (_, state) => state),
      top_k: 3,
      ...changesOnTheWire(changes),
    },
    python: printWords('hidden_state'),
  };
}

function wordsRequest({ positions, changes, ...sentence }: Screen): ScreenRequest {
  return {
    view: 'Which word would stand there',
    bytes: 0,
    path: '/v1/fill-mask',
    body: { ...textFields(sentence), positions: [...positions], top_k: 8, ...changesOnTheWire(changes) },
    python: printWords('index'),
  };
}

function printWords(by: 'hidden_state' | 'index'): string {
  return `for mask in answer["masks"]:\n    print(mask["${by}"], [(c["token"], c["probability"]) for c in mask["candidates"]])`;
}

function movedRequest({ changes, seqLen, ...sentence }: Screen): ScreenRequest {
  return {
    view: 'What the changes move',
    bytes: 2 * tensorBytes([lastState], seqLen),
    path: '/v1/trace',
    body: { ...textFields(sentence), tensors: [lastState], compare: true, ...changesOnTheWire(changes) },
    python: `delta = answer["tensors"]["delta.${lastState}"]["data"]
for token, row in zip(answer["tokens"], delta):
    print(token["text"], sum(x * x for x in row) ** 0.5)`,
  };
}
