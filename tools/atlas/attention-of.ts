import type { Bert } from '../../shared/model/bert.ts';
import type { Token } from '../../shared/tokenizer/token.ts';

/** Of a whole model, [heads, n, n] with heads layer by layer. */
export interface WholeAttention {
  readonly attentions: Float32Array;
  /** A ||f(x)||: the lengths of what the weights carry. */
  readonly norms: Float32Array;
}

/**
 * One pass over the weights that are served. Activations are rounded as finely as in passes that are compared: what is
 * said of a head should be of its weights, and the coarser rounding moves accuracies by up to two points.
 */
export async function attentionOf(bert: Bert, tokens: readonly Token[]): Promise<WholeAttention> {
  const { numHiddenLayers: layers, numAttentionHeads: heads } = bert.config;
  const ofLayer = heads * tokens.length ** 2;
  const attentions = new Float32Array(layers * ofLayer);
  const norms = new Float32Array(layers * ofLayer);
  const into: Readonly<Record<string, Float32Array>> = { attentions, attention_norms: norms };
  const sink = {
    wants: (name: string) => placeOf(name).kind in into,
    write(name: string, _text: number, offset: number, values: Float32Array) {
      const { kind, layer } = placeOf(name);
      into[kind]!.set(values, layer * ofLayer + offset);
    },
  };
  await bert.pass(tokens, sink, { activations: 'int16' });
  return { attentions, norms };
}

/** `attentions.3` -> 3 of `attentions`. */
function placeOf(name: string): { readonly kind: string; readonly layer: number } {
  const [kind, layer] = name.split('.');
  return { kind: kind!, layer: Number(layer) };
}
