import { cosine } from '../../../shared/analysis/cosine.ts';
import type { BertConfig } from '../../../shared/bert/config.ts';
import { dot } from '../../../shared/bert/dot.ts';
import { cosineToInput, weightToOthers } from '../../../site/figures/residual/identity-drift.ts';
import { presetHiddenStates, presetTensors, presetTrace } from '../../../site/first-paint/preset-trace.ts';
import { headCount, layerCount } from '../../../site/model/reader-place.ts';
import { traceRow } from '../../../site/model/trace.ts';
import { firstPreset, presets } from '../../../site/reader/presets.ts';

/** A number of the podcast where it is said, and what the model says. Shares are in per cent, as they are said. */
export interface Claim {
  readonly chapter: string;
  /** Word for word, with one number in it. */
  readonly words: string;
  readonly value: number;
}

/** Numbers that are right wherever they are said: sizes, and places that the first preset names. */
export function sizes(config: BertConfig, tokenCount: number): number[] {
  const { hiddenSize, headSize, numAttentionHeads, numHiddenLayers, vocabSize, maxPositionEmbeddings } = config;
  const counts = [hiddenSize, headSize, numAttentionHeads, numHiddenLayers, vocabSize, maxPositionEmbeddings];
  const markers = 2;
  const places = [firstPreset.layer + 1, firstPreset.head + 1];
  return [
    ...counts,
    numAttentionHeads * numHiddenLayers,
    config.intermediateSize,
    Math.sqrt(headSize),
    tokenCount,
    tokenCount - markers - 1,
    ...places,
  ];
}

/** Published in Kobayashi et al. 2021, for BERT-base: per cent of weight, and of output, that belong to other tokens. */
export const published: readonly Claim[] = [
  { chapter: 'residual', words: 'found about ninety-six', value: 96 },
  { chapter: 'residual', words: 'about nineteen per cent of the output', value: 19 },
];

/** What one row of weights says, and the scores behind it: layer 9, head 11, "it" and "cat". */
export async function claimsOfOneHead(): Promise<Claim[]> {
  const { layer, head, token: it } = firstPreset;
  const names = ['query', 'key', 'attention_scores', 'attentions'].map((name) => `${name}.${layer}`);
  const trace = await presetTensors(firstPreset, names);
  const indexOf = (text: string) => trace.tokens.findIndex((token) => token.text === text);
  const [the, cat, sep] = [indexOf('the'), indexOf('cat'), trace.tokens.length - 1];
  const vector = (name: string, token: number) => traceRow(trace, `${name}.${layer}`, head, token);
  const score = (from: number, to: number) => vector('attention_scores', from)[to]!;
  const weight = (from: number, to: number) => 100 * vector('attentions', from)[to]!;
  return [
    { chapter: 'scores', words: 'add up to about sixty', value: dot(vector('query', it), vector('key', cat)) },
    { chapter: 'scores', words: 'seven point five', value: score(it, cat) },
    { chapter: 'scores', words: 'with five point five', value: score(it, the) },
    { chapter: 'scores', words: 'the score is five point four', value: score(cat, it) },
    { chapter: 'softmax', words: 'about two point seven times as large', value: Math.E },
    { chapter: 'softmax', words: 'twenty times', value: Math.exp(3) },
    { chapter: 'softmax', words: '"cat" gets eighty-four per cent', value: weight(it, cat) },
    { chapter: 'softmax', words: 'just before it, eleven', value: weight(it, the) },
    { chapter: 'weighted-sum', words: 'eighty-four parts "cat"', value: weight(it, cat) },
    { chapter: 'weighted-sum', words: 'eleven parts "the"', value: weight(it, the) },
    { chapter: 'weighted-sum', words: '"it" thirty-four per cent back', value: weight(cat, it) },
    { chapter: 'weighted-sum', words: 'SEP fifty-two', value: weight(cat, sep) },
    { chapter: 'lenses', words: 'Eighty-four per cent on "cat"', value: weight(it, cat) },
  ];
}

/** What becomes of all tokens in all layers. */
export async function claimsOfAllLayers(): Promise<Claim[]> {
  const trace = await presetTrace(firstPreset);
  const drift = cosineToInput(await presetHiddenStates(firstPreset), trace.tokens);
  const bank = presets.find(({ id }) => id === 'bank')!;
  const tokens = (await presetTensors(bank, ['hidden_states.0'])).tokens;
  const [first, second] = tokens.flatMap(({ text }, index) => (text === 'bank' ? [index] : []));
  const alike = (await presetHiddenStates(bank)).map((states) => {
    const size = states.length / tokens.length;
    const vector = (token: number) => states.subarray(token * size, (token + 1) * size);
    return cosine(vector(first!), vector(second!));
  });
  return [
    { chapter: 'residual', words: 'eighty-nine per cent of all weight', value: 100 * weightToOthers(trace) },
    { chapter: 'residual', words: 'nineteen per cent of the output', value: 100 * (await shareOfOthers()) },
    { chapter: 'residual', words: 'A cosine of one', value: drift[0]! },
    { chapter: 'layers', words: 'a cosine of zero point nine two', value: alike[0]! },
    { chapter: 'layers', words: 'it is zero point five seven', value: alike[layerCount]! },
  ];
}

/** The last cosine of a word with its own input: "about a fifth". */
export async function lastCosineToInput(): Promise<number> {
  const { tokens } = await presetTrace(firstPreset);
  return cosineToInput(await presetHiddenStates(firstPreset), tokens)[layerCount]!;
}

/** The part of all weight that `[SEP]` gets in each layer, 0..1: "about half". */
export async function weightOnSep(): Promise<number[]> {
  const names = Array.from({ length: layerCount }, (_, layer) => `attentions.${layer}`);
  const trace = await presetTensors(firstPreset, names);
  const seqLen = trace.tokens.length;
  return names.map((name) => {
    const weights = trace.tensors[name]!.data.filter((_, index) => index % seqLen === seqLen - 1);
    return weights.reduce((sum, weight) => sum + weight, 0) / (headCount * seqLen);
  });
}

/** Mean of `mixing` over all tokens and layers, 0..1. */
async function shareOfOthers(): Promise<number> {
  const names = Array.from({ length: layerCount }, (_, layer) => `mixing.${layer}`);
  const trace = await presetTensors(firstPreset, names);
  const shares = names.flatMap((name) => Array.from(trace.tensors[name]!.data));
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
