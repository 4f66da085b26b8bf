import { readFile } from 'node:fs/promises';
import { loadBert } from '../../shared/model/load-bert.ts';
import { openFolder } from '../../shared/model/open-folder.ts';
import { upTo } from './attention-file.ts';
import type { AttentionTrace } from './attention-trace.ts';
import type { Preset } from './presets.ts';

const id = 'bert-base-uncased';

/** Attention of a preset, computed while the site is built, by the engine that the API runs. */
export async function presetTrace({ text, pair }: Preset): Promise<AttentionTrace> {
  const bert = await loadOnce();
  const tokens = bert.tokenize(text, pair || undefined);
  const layers = upTo(bert.config.numHiddenLayers);
  const names = layers.map((layer) => `attentions.${layer}`);
  const tensors = await bert.trace(tokens, names);
  const size = bert.config.numAttentionHeads * tokens.length ** 2;
  const attentions = new Float32Array(layers.length * size);
  names.forEach((name, layer) => {
    attentions.set(tensors[name]!.data, layer * size);
  });
  return { model: bert.id, tokens, layers, heads: upTo(bert.config.numAttentionHeads), attentions };
}

let loading: ReturnType<typeof load> | undefined;

function loadOnce(): ReturnType<typeof load> {
  loading ??= load();
  return loading;
}

async function load() {
  const kernels = await WebAssembly.compile(await readFile('build/kernels.wasm'));
  return loadBert({ id, kernels, openFile: openFolder(`site/public/models/${id}`) });
}
