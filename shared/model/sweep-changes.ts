import type { Change, SiteValues } from '../bert/change.ts';
import type { BertConfig } from '../bert/config.ts';
import { changeBy } from '../bert/interventions.ts';
import type { PassTokens } from './bert.ts';

/**
 * What is changed, one at a time:
 * - `heads` [layers, heads]: the attention of one head is 0
 * - `layers` [layers]: the attention of all heads of one layer is 0
 * - `edges` [seqLen, seqLen]: in one head, the weight of one token for another is 0
 * - `states` [layers, seqLen]: one token's vector at the input of one layer is that of another text
 */
export type Over =
  | { readonly of: 'heads' | 'layers' }
  | { readonly of: 'edges'; readonly layer: number; readonly head: number }
  | { readonly of: 'states'; readonly source: PassTokens };

/** One pass with one change for each of these. */
export interface Sweep {
  readonly tokens: PassTokens;
  /** The token at which words are read. */
  readonly position: number;
  readonly over: Over;
}

/** One change, and the layer before which nothing differs from the unchanged pass. */
export interface SingleChange {
  readonly index: number;
  readonly firstLayer: number;
  readonly change: Change;
}

/** How the changes of a sweep are laid out. */
export function sweepShape({ numHiddenLayers, numAttentionHeads }: BertConfig, { tokens, over }: Sweep): number[] {
  if (over.of === 'heads') return [numHiddenLayers, numAttentionHeads];
  if (over.of === 'layers') return [numHiddenLayers];
  return over.of === 'edges' ? [tokens.length, tokens.length] : [numHiddenLayers, tokens.length];
}

/**
 * Tokens that the model reads for a sweep, counted by layers: a change in the sixth layer of twelve costs half a pass,
 * since the layers before it are computed once.
 */
export function sweepTokens(config: BertConfig, sweep: Sweep): number {
  const { numHiddenLayers } = config;
  const changes = sweepShape(config, sweep).reduce((product, size) => product * size, 1);
  const begins = firstLayers(config, sweep.over);
  const layersEach = numHiddenLayers - begins.reduce((sum, layer) => sum + layer, 0) / begins.length;
  const unchanged = sweep.over.of === 'states' ? 2 : 1;
  return Math.ceil(sweep.tokens.length * (unchanged + (changes * layersEach) / numHiddenLayers));
}

/** Bytes of the hidden states that are kept while a sweep is at work. */
export function sweepBytes(config: BertConfig, { tokens, over }: Sweep): number {
  const texts = over.of === 'states' ? 2 : 1;
  // Those of every layer, and once more those of the layer at which the work is.
  const kept = firstLayers(config, over).length + 1;
  return kept * texts * tokens.length * config.hiddenSize * 4;
}

/** The layers in which changes begin. */
export function firstLayers({ numHiddenLayers }: BertConfig, over: Over): readonly number[] {
  return over.of === 'edges' ? [over.layer] : [...Array(numHiddenLayers).keys()];
}

/**
 * The changes of a sweep, one by one.
 * @param source hidden states of the other text, looked up when a change comes to need them
 */
export function singleChanges(config: BertConfig, sweep: Sweep, source: SiteValues): SingleChange[] {
  const [rows, columns = 1] = sweepShape(config, sweep);
  return Array.from({ length: rows! * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return { index, ...singleChange(config, sweep.over, source, row, column) };
  });
}

function singleChange(
  config: BertConfig,
  over: Over,
  source: SiteValues,
  row: number,
  column: number,
): Omit<SingleChange, 'index'> {
  const zero = (layer: number, select: object) =>
    changeBy(config, [{ at: `attentions.${layer}`, select, do: { set: 0 } }]);
  const patch = { at: `hidden_states.${row}`, select: { tokens: [column] }, do: { patch: { values: source } } };
  switch (over.of) {
    case 'heads':
      return { firstLayer: row, change: zero(row, { heads: [column] }) };
    case 'layers':
      return { firstLayer: row, change: zero(row, {}) };
    case 'edges':
      return { firstLayer: over.layer, change: zero(over.layer, { heads: [over.head], from: [row], to: [column] }) };
    case 'states':
      return { firstLayer: row, change: changeBy(config, [patch]) };
  }
}
