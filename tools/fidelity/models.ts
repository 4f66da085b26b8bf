import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BertConfig, parseBertConfig } from '../../shared/bert/config.ts';
import { embeddings } from '../../shared/bert/embeddings.ts';
import { encoder } from '../../shared/bert/encoder.ts';
import { type BertWeights, bertWeights } from '../../shared/bert/weights.ts';
import type { Bert } from '../../shared/model/bert.ts';
import { loadBert } from '../../shared/model/load-bert.ts';
import { nodeKernels } from '../../shared/model/node-kernels.ts';
import { openFolder } from '../../shared/model/open-folder.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { readModel } from '../../shared/weights/read-model.ts';
import { openSourceWeights } from '../convert/source-weights.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is compared of one forward pass. */
export interface Attended {
  /** [layers, heads, n, n] */
  readonly attentions: Float32Array;
  /** [n, hiddenSize] */
  readonly lastHiddenState: Float32Array;
}

/** One text through a model; `headMask` [layers][heads] multiplies the weights of each head. */
export type Forward = (
  tokens: readonly Pick<Token, 'id' | 'type'>[],
  headMask?: readonly (readonly number[])[],
) => Promise<Attended>;

/** The model as it is served, from the site's folder. */
export async function loadServedModel(id: string): Promise<Bert> {
  return loadBert({ id, ...(await nodeKernels()), openFile: openFolder(join(root, 'site/public/models', id)) });
}

export function servedForward(bert: Bert): Forward {
  const names = Array.from({ length: bert.config.numHiddenLayers }, (_, layer) => `attentions.${layer}`);
  return async (tokens, headMask) => {
    const traced = await bert.trace(tokens, [...names, 'last_hidden_state'], { headMask });
    const layers = names.map((name) => traced[name]!.data as Float32Array);
    return { attentions: joined(layers), lastHiddenState: traced.last_hidden_state!.data as Float32Array };
  };
}

/** A model in plain arrays, for shared/bert. */
export interface PlainModel {
  readonly config: BertConfig;
  readonly weights: BertWeights;
}

/** The fp32 weights of a Hugging Face folder. */
export function fp32Model(folder: string): PlainModel {
  const config = parseBertConfig(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
  const source = openSourceWeights(join(folder, 'model.safetensors'));
  const weights = bertWeights(config, source.floatTensor);
  source.close();
  return { config, weights };
}

/** The weights that are served, as numbers: scale times integer. */
export async function storedModel(id: string): Promise<PlainModel> {
  const folder = join(root, 'site/public/models', id);
  const config = parseBertConfig(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
  const { floatTensor } = await readModel(openFolder(folder));
  return { config, weights: bertWeights(config, floatTensor) };
}

/** shared/bert, which equals PyTorch within 2e-4. */
export function fp32Forward({ config, weights }: PlainModel): Forward {
  return async (tokens, headMask) => {
    const ids = tokens.map(({ id }) => id);
    const types = tokens.map(({ type }) => type);
    let { hiddenStates } = embeddings(config, weights.embeddings, { inputIds: ids, tokenTypeIds: types });
    const layers: Float32Array[] = [];
    for (const layer of encoder(config, weights.layers, hiddenStates, headMask)) {
      layers.push(layer.attentionProbs.data);
      hiddenStates = layer.hiddenStates;
    }
    return { attentions: joined(layers), lastHiddenState: hiddenStates.data };
  };
}

function joined(layers: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(layers.reduce((length, layer) => length + layer.length, 0));
  layers.reduce((at, layer) => {
    all.set(layer, at);
    return at + layer.length;
  }, 0);
  return all;
}
