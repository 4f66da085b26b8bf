import { readFile } from 'node:fs/promises';
import { optionsOf, planChanges } from '../../shared/api/checks/changed-run.ts';
import { maskTokens, targetIds } from '../../shared/api/checks/mask.ts';
import { bertBase } from '../../shared/api/served-models.ts';
import { traceRequest } from '../../shared/api/trace/contract.ts';
import type { Bert } from '../../shared/model/bert.ts';
import type { MaskCandidate, MaskPrediction } from '../../shared/model/fill-mask.ts';
import { loadBert } from '../../shared/model/load-bert.ts';
import { openFolder } from '../../shared/model/open-folder.ts';
import { readScoreAttribution } from '../../shared/model/read-score-attribution.ts';
import { traceShapes } from '../../shared/model/read-trace.ts';
import { sweepResults, unchangedPass } from '../../shared/model/sweep.ts';
import { type Sweep, sweepBytes } from '../../shared/model/sweep-changes.ts';
import { shortestFloat32 } from '../../shared/tensors/shortest-float32.ts';
import type { Tensor } from '../../shared/tensors/tensor.ts';
import { ownSpace } from '../../shared/tensors/tensor-space.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { upTo } from '../model/attention-file.ts';
import type { AttentionTrace } from '../model/attention-trace.ts';
import type { PairPlace, ScoreAttribution } from '../model/fetch-score-attribution.ts';
import type { Intervention } from '../model/fetch-trace.ts';
import type { HeadSweep } from '../model/head-sweep.ts';
import type { Sentence } from '../model/reader-place.ts';
import type { StateSweep, StateSweepQuestion } from '../model/state-sweep.ts';
import type { Trace } from '../model/trace.ts';

/** Attention of a preset, computed while the site is built, by the engine that the API runs. */
export async function presetTrace({ text, pair }: Sentence): Promise<AttentionTrace> {
  const bert = await loadOnce();
  const tokens = bert.tokenize(text, pair || undefined);
  const layers = upTo(bert.config.numHiddenLayers);
  const heads = upTo(bert.config.numAttentionHeads);
  const names = layers.map((layer) => `attentions.${layer}`);
  const tensors = await bert.trace(tokens, names);
  const attentions = new Float32Array(layers.length * heads.length * tokens.length ** 2);
  for (const layer of layers) attentions.set(floats(tensors, names[layer]!), layer * heads.length * tokens.length ** 2);
  return { model: bert.id, tokens, layers, heads, attentions };
}

/** hidden_states of a preset: [numHiddenLayers + 1] of [seqLen, hiddenSize], the embedding layer's output first. */
export async function presetHiddenStates({ text, pair }: Sentence): Promise<Float32Array[]> {
  const bert = await loadOnce();
  const names = upTo(bert.config.numHiddenLayers + 1).map((layer) => `hidden_states.${layer}`);
  const tensors = await bert.trace(bert.tokenize(text, pair || undefined), names);
  return names.map((name) => floats(tensors, name));
}

/** The named tensors of a text, with an intervention if there is one, as `POST /v1/trace` would answer them. */
export async function presetTensors(
  sentence: Sentence,
  names: readonly string[],
  { headMask, maskTokens, interventions }: Pick<Intervention, 'headMask' | 'maskTokens' | 'interventions'> = {},
): Promise<Trace> {
  const bert = await loadOnce();
  const tokens = maskedTokens(bert, sentence, maskTokens);
  if (interventions) {
    const { text, pair } = sentence;
    const masked = headMask && { head_mask: headMask.map((row) => [...row]) };
    const body = { text, ...(pair && { text_pair: pair }), tensors: [...names], ...masked, interventions };
    return changedTensors(bert, tokens, names, traceRequest.parse(body));
  }
  const found = await bert.trace(tokens, names, { headMask });
  const tensors = names.map((name) => [name, { shape: found[name]?.shape ?? [], data: floats(found, name) }]);
  return { tokens, tensors: Object.fromEntries(tensors) };
}

/** One score of a preset, split by what its query and its key are made of, as `POST /v1/score-attribution` would answer. */
export async function presetScoreAttribution({ text, pair }: Sentence, place: PairPlace): Promise<ScoreAttribution> {
  const bert = await loadOnce();
  const tokens = bert.tokenize(text, pair || undefined);
  const { terms, centred, ...found } = await readScoreAttribution(bert, tokens, place);
  return { ...found, tokens, terms: Float32Array.from(terms), centred: Float32Array.from(centred) };
}

/** The same of a pass in which numbers on the way are changed, which rounds as the API's does. */
async function changedTensors(
  bert: Bert,
  tokens: readonly Token[],
  names: readonly string[],
  change: Parameters<typeof planChanges>[1],
): Promise<Trace> {
  const masks = bert.maskPositions(tokens).length;
  const tensors = traceShapes(bert, names, tokens.length, masks).map((shape) => {
    return { shape, data: new Float32Array(shape.reduce((product, length) => product * length, 1)) };
  });
  const sink = {
    wants: (name: string) => names.includes(name),
    write: (name: string, _text: number, offset: number, values: Float32Array) =>
      tensors[names.indexOf(name)]!.data.set(values, offset),
  };
  await bert.pass(tokens, sink, await optionsOf(bert, planChanges(bert, change, tokens)));
  return { tokens, tensors: Object.fromEntries(tensors.map((tensor, at) => [names[at]!, tensor])) };
}

/** The model's candidates in place of one token, best first, as `POST /v1/fill-mask` would answer them. */
export async function presetCandidates(sentence: Sentence, token: number, topK: number) {
  const [mask] = await presetFillMask(sentence, topK, { maskTokens: [token] });
  return mask!.candidates;
}

interface Filling extends Pick<Intervention, 'headMask' | 'maskTokens'> {
  readonly positions?: readonly number[];
  /** Words of the vocabulary that are scored instead of the best ones. */
  readonly targets?: readonly string[] | undefined;
  /** `position_ids` and `interventions`, as a request has them. */
  readonly change?: Parameters<typeof planChanges>[1];
}

/** Candidates for each blank of a text, or at each of `positions`, as `POST /v1/fill-mask` would answer them. */
export async function presetFillMask(
  sentence: Sentence,
  topK: number,
  { headMask, maskTokens, positions, targets, change = {} }: Filling = {},
): Promise<MaskPrediction[]> {
  const bert = await loadOnce();
  const tokens = maskedTokens(bert, sentence, maskTokens);
  const changed = await optionsOf(bert, planChanges(bert, change, tokens));
  const masks = await bert.fillMask(tokens, {
    ...changed,
    topK,
    headMask,
    positions,
    targets,
  });
  const spelled = (one: MaskCandidate) => ({ ...one, probability: shortestFloat32(one.probability) });
  return masks.map((mask) => ({ ...mask, candidates: mask.candidates.map(spelled) }));
}

/** What the model's best word in place of one token owes to each head, as `POST /v1/sweep` would answer it. */
export async function presetHeadSweep(sentence: Sentence, blank: number): Promise<HeadSweep> {
  const bert = await loadOnce();
  const tokens = maskedTokens(bert, sentence, [blank]);
  const { words, changes } = await sweepOf(bert, { tokens, position: blank, over: { of: 'heads' } });
  return { tokens, position: blank, word: words[0]!, changes: changes[0]! };
}

/** For each layer: what ln p of a word in place of one token loses where the layer's heads are off, as `POST /v1/sweep` would answer it. */
export async function presetLayerSweep(sentence: Sentence, blank: number, word: string): Promise<readonly number[]> {
  const bert = await loadOnce();
  const tokens = maskedTokens(bert, sentence, [blank]);
  const { changes } = await sweepOf(bert, { tokens, position: blank, over: { of: 'layers' } }, targetIds(bert, [word]));
  return changes[0]!;
}

/** What each state of the other text does to the words, as `POST /v1/sweep` would answer it. */
export async function presetStateSweep({ text, source, position, words }: StateSweepQuestion): Promise<StateSweep> {
  const bert = await loadOnce();
  const tokens = bert.tokenize(text);
  const over = { of: 'states', source: bert.tokenize(source) } as const;
  return { tokens, ...(await sweepOf(bert, { tokens, position, over }, targetIds(bert, words))) };
}

/** The words of a sweep, the best one where none are named, and each one's changes in the order of the sweep's shape. */
async function sweepOf(bert: Bert, sweep: Sweep, targets?: readonly number[]) {
  const unchanged = await unchangedPass(bert, sweep, ownSpace(sweepBytes(bert.config, sweep)), targets);
  const number = (value: number) => shortestFloat32(Math.fround(value));
  const changes: number[][] = unchanged.targets.map(() => []);
  for await (const { index, changes: found } of sweepResults(bert, sweep, unchanged, async () => {})) {
    for (const [word, { logProbability }] of found.entries()) changes[word]![index] = number(logProbability);
  }
  const words = unchanged.targets.map(({ id, logProbability }) => {
    return { token: bert.word(id), id, logProbability: number(logProbability) };
  });
  return { words, changes };
}

function maskedTokens(bert: Bert, { text, pair }: Sentence, indices: readonly number[] = []): Token[] {
  return maskTokens(bert, bert.tokenize(text, pair || undefined), indices);
}

/** The words that the masked-LM head predicts at one token from every hidden state, best first. */
export async function presetWords({ text, pair }: Sentence, token: number) {
  const bert = await loadOnce();
  const hiddenStates = upTo(bert.config.numHiddenLayers + 1);
  const options = { topK: 3, positions: [token], hiddenStates };
  const predictions = await bert.fillMask(bert.tokenize(text, pair || undefined), options);
  return predictions.map(({ candidates }) => candidates);
}

function floats(tensors: Record<string, Tensor>, name: string): Float32Array {
  const tensor = tensors[name];
  if (tensor?.dtype !== 'F32') throw new Error(`expected ${name} as F32, found ${tensor?.dtype ?? 'nothing'}`);
  return tensor.data;
}

let loading: Promise<Bert> | undefined;

function loadOnce(): Promise<Bert> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Bert> {
  const kernels = await WebAssembly.compile(await readFile('build/kernels.wasm'));
  return loadBert({ id: bertBase, kernels, openFile: openFolder(`site/public/models/${bertBase}`) });
}
