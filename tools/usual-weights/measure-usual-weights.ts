import { UsualWeight } from '../../shared/analysis/usual-weight.ts';
import { type Find, type LayerAttention, whatStandsOut } from '../../shared/analysis/what-stands-out.ts';
import type { Bert } from '../../shared/model/bert.ts';

/** 3 significant digits, a list of a head's offsets after the other; how many pairs each mean is of. */
export interface Measured {
  readonly pairs: readonly number[];
  readonly usual: readonly number[];
}

/** `UsualWeight` over some texts, on the model as it is served. */
export async function measureUsualWeights(bert: Bert, texts: readonly string[]): Promise<Measured> {
  const { numHiddenLayers: layers, numAttentionHeads: heads } = bert.config;
  const names = Array.from({ length: layers }, (_, layer) => `attentions.${layer}`);
  const usual = new UsualWeight(layers * heads);
  for (const text of texts) {
    const tokens = bert.tokenize(text);
    const found = await bert.trace(tokens, names);
    const attentions = new Float32Array(layers * heads * tokens.length ** 2);
    names.forEach((name, layer) => {
      attentions.set(found[name]!.data as Float32Array, layer * heads * tokens.length ** 2);
    });
    usual.add(tokens, attentions);
  }
  return { pairs: usual.pairs, usual: Array.from(usual.means, (mean) => Number(mean.toPrecision(3))) };
}

/** What stands out in a text, on the model as it is served. */
export async function findsOf(bert: Bert, text: string, usual: ArrayLike<number>): Promise<Find[]> {
  const tokens = bert.tokenize(text);
  const layers = Array.from({ length: bert.config.numHiddenLayers }, (_, layer) => layer);
  const names = layers.flatMap((layer) => [`attentions.${layer}`, `attention_norms.${layer}`]);
  const found = await bert.trace(tokens, names);
  const numbers = (name: string) => found[name]!.data as Float32Array;
  return whatStandsOut(
    tokens,
    layers.map<LayerAttention>((layer) => ({
      attentions: numbers(`attentions.${layer}`),
      norms: numbers(`attention_norms.${layer}`),
    })),
    usual,
  );
}
