import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseBertConfig } from '../../../shared/bert/config.ts';
import { openSourceWeights } from '../../convert/source-weights.ts';
import { importPeer } from '../peers.ts';
import { bertGraph } from './bert-graph.ts';
import type { OnnxGraph } from './graph.ts';
import { quantizeDynamic } from './quantize.ts';

interface OnnxProto {
  readonly onnx: { readonly ModelProto: { encode(model: object): { finish(): Uint8Array } } };
}

/** Changes with what is written, so that a cache of an earlier recipe is made anew. */
const doneFile = 'done-opset-11-per-channel';

const tokenizerFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

/**
 * A folder that transformers.js can load, made from the fp32 checkpoint unless it is there already: `onnx/model.onnx`,
 * `onnx/model_quantized.onnx`, and both again as `model_attentions` with every layer's attention among the outputs.
 */
export async function writeOnnxFolder(weights: string | undefined, out: string): Promise<void> {
  if (existsSync(join(out, doneFile))) return;
  if (!weights)
    throw new Error(`${out}: expected the ONNX files, found none; name the fp32 checkpoints with --weights`);
  mkdirSync(join(out, 'onnx'), { recursive: true });
  for (const file of tokenizerFiles) copyFileSync(join(weights, file), join(out, file));
  const config = parseBertConfig(JSON.parse(readFileSync(join(weights, 'config.json'), 'utf8')));
  const source = openSourceWeights(join(weights, 'model.safetensors'));
  const layers = Array.from({ length: config.numHiddenLayers }, (_, layer) => layer);
  for (const [file, attentions] of [
    ['model', []],
    ['model_attentions', layers],
  ] as const) {
    console.log(`Writing ${join(out, 'onnx', file)}.onnx and its int8 version ...`);
    const graph = bertGraph({ config, read: source.read, attentions });
    await writeOnnx(join(out, 'onnx', `${file}.onnx`), graph);
    await writeOnnx(join(out, 'onnx', `${file}_quantized.onnx`), quantizeDynamic(graph));
  }
  source.close();
  writeFileSync(join(out, doneFile), '');
}

async function writeOnnx(path: string, graph: OnnxGraph): Promise<void> {
  const { onnx } = await importOnnxProto();
  const model = { irVersion: 7, producerName: 'bert-graph', opsetImport: [{ domain: '', version: 11 }], graph };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, onnx.ModelProto.encode(model).finish());
  renameSync(`${path}.part`, path);
}

async function importOnnxProto(): Promise<OnnxProto> {
  const module = await importPeer<OnnxProto & { default?: OnnxProto }>('onnx-proto');
  return module.default ?? module;
}
