import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseBertConfig } from '../../../shared/bert/config.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { readModel } from '../../../shared/weights/read-model.ts';
import { openSourceWeights } from '../../convert/source-weights.ts';
import { importPeer } from '../peers.ts';
import { bertGraph, type ReadWeight } from './bert-graph.ts';
import type { OnnxGraph } from './graph.ts';
import { quantizeDynamic } from './quantize.ts';

interface OnnxProto {
  readonly onnx: { readonly ModelProto: { encode(model: object): { finish(): Uint8Array } } };
}

/** Change with what is written, so that a cache of an earlier recipe is made anew. */
const doneFiles = { checkpoint: 'done-opset-11-per-channel', converted: 'done-opset-11-per-channel-dequantized' };

/** What the ONNX files were made from: the fp32 checkpoint, or our converted model brought back to fp32. */
export type OnnxSource = keyof typeof doneFiles;

const tokenizerFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

/**
 * A folder that transformers.js can load, unless it is there already: `onnx/model.onnx`, `onnx/model_quantized.onnx`, and
 * both again as `model_attentions` with every layer's attention among the outputs. Made from the fp32 checkpoint in
 * `weights`; where nobody names one, from our converted model, which is as fast and less faithful.
 */
export async function writeOnnxFolder(
  weights: string | undefined,
  converted: string,
  out: string,
): Promise<OnnxSource> {
  if (existsSync(join(out, doneFiles.checkpoint))) return 'checkpoint';
  const source: OnnxSource = weights === undefined ? 'converted' : 'checkpoint';
  if (existsSync(join(out, doneFiles[source]))) return source;
  const from = weights ?? converted;
  mkdirSync(join(out, 'onnx'), { recursive: true });
  for (const file of tokenizerFiles) copyFileSync(join(from, file), join(out, file));
  const config = parseBertConfig(JSON.parse(readFileSync(join(from, 'config.json'), 'utf8')));
  const { read, close } =
    weights === undefined ? await convertedWeights(from) : openSourceWeights(join(from, 'model.safetensors'));
  const layers = Array.from({ length: config.numHiddenLayers }, (_, layer) => layer);
  for (const [file, attentions] of [
    ['model', []],
    ['model_attentions', layers],
  ] as const) {
    console.log(`Writing ${join(out, 'onnx', file)}.onnx and its int8 version ...`);
    const graph = bertGraph({ config, read, attentions });
    await writeOnnx(join(out, 'onnx', `${file}.onnx`), graph);
    await writeOnnx(join(out, 'onnx', `${file}_quantized.onnx`), quantizeDynamic(graph));
  }
  close();
  writeFileSync(join(out, doneFiles[source]), '');
  return source;
}

async function convertedWeights(folder: string): Promise<{ read: ReadWeight; close: () => void }> {
  const { floatTensor } = await readModel(openFolder(folder));
  const read: ReadWeight = (name, shape) => {
    const tensor = floatTensor(name);
    if (tensor !== undefined && String(tensor.shape) === String(shape)) return tensor.data;
    throw new Error(`${folder}: expected ${name} [${shape}], found ${tensor ? `[${tensor.shape}]` : 'nothing'}`);
  };
  return { read, close: () => undefined };
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
