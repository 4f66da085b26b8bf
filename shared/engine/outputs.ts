import type { BertConfig } from '../bert/config.ts';

/**
 * Takes what somebody asked for, while it stands in working memory; nobody else keeps it.
 * `values` is a view into WebAssembly memory: copy it before returning.
 */
export interface OutputSink {
  wants(name: string): boolean;
  /** Elements from `offset` on of the output `name` of one text. */
  write(name: string, text: number, offset: number, values: Float32Array): void;
  /**
   * Asked between heads and between layers of `runInSteps`: a promise where what was written must leave before more may
   * come. A layer that others interrupt meanwhile begins again, and writes again what it had written.
   */
  drain?(): Promise<void> | undefined;
}

/** How an output grows with n tokens: [n, size]; [n, n]; [heads, n, size]; [heads, n, n]; [listed tokens, size]; [size]. */
export type OutputKind = 'rows' | 'pairs' | 'headRows' | 'headPairs' | 'listedRows' | 'vector';

export interface OutputShape {
  readonly kind: OutputKind;
  readonly size: number;
}

/** What a model may have beyond its encoder. */
export interface ModelHeads {
  readonly maskedLm: boolean;
  readonly pooler: boolean;
}

/** Every name the engine can fetch, in the order in which a pass computes them. */
export function outputShapes(config: BertConfig, has: ModelHeads): Map<string, OutputShape> {
  const { hiddenSize, intermediateSize, headSize, numHiddenLayers, vocabSize } = config;
  const shapes = new Map<string, OutputShape>();
  const rows = (name: string, size = hiddenSize) => shapes.set(name, { kind: 'rows', size });
  const headRows = (name: string, size = headSize) => shapes.set(name, { kind: 'headRows', size });
  const headPairs = (name: string) => shapes.set(name, { kind: 'headPairs', size: 0 });
  const logits = (name: string) => has.maskedLm && shapes.set(name, { kind: 'listedRows', size: vocabSize });
  for (const part of ['word', 'position', 'token_type', 'sum']) rows(`embeddings.${part}`);
  rows('hidden_states.0');
  logits('logits.0');
  for (let layer = 0; layer < numHiddenLayers; layer++) {
    for (const name of ['query', 'key', 'value']) headRows(`${name}.${layer}`);
    headRows(`transformed_value.${layer}`, hiddenSize);
    shapes.set(`token_mixing.${layer}`, { kind: 'pairs', size: 0 });
    headPairs(`attention_scores.${layer}`);
    headPairs(`attentions.${layer}`);
    headPairs(`attention_norms.${layer}`);
    headRows(`context.${layer}`);
    rows(`attention_output.${layer}`);
    rows(`mixing.${layer}`, 1);
    rows(`attention_block.${layer}`);
    rows(`intermediate.${layer}`, intermediateSize);
    rows(`feed_forward_output.${layer}`);
    rows(`hidden_states.${layer + 1}`);
    logits(`logits.${layer + 1}`);
  }
  rows('last_hidden_state');
  if (has.pooler) shapes.set('pooler_output', { kind: 'vector', size: hiddenSize });
  logits('logits');
  return shapes;
}

/** How far a pass goes for what is wanted of it. */
export interface PassEnd {
  readonly layers: number;
  /** Whether the last of them is left before its output projection: three quarters of a layer come after. */
  readonly endsAtAttention: boolean;
}

const untilAttention = new Set([
  'query',
  'key',
  'value',
  'transformed_value',
  'token_mixing',
  'attention_scores',
  'attentions',
  'attention_norms',
]);

/**
 * A pass ends after the last step that gives something `sink` wants.
 * @param outputs in the order in which a pass computes them
 */
export function passEnd(outputs: Iterable<string>, sink: OutputSink, numHiddenLayers: number): PassEnd {
  const last = [...outputs].findLast((name) => sink.wants(name));
  const [family, number] = (last ?? 'embeddings').split('.');
  if (family === 'embeddings') return { layers: 0, endsAtAttention: false };
  if (number === undefined) return { layers: numHiddenLayers, endsAtAttention: false };
  const isState = family === 'hidden_states' || family === 'logits';
  return { layers: Number(number) + (isState ? 0 : 1), endsAtAttention: untilAttention.has(family) };
}
