import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readSafetensors, writeSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Tensor } from '../../shared/tensors/tensor.ts';
import type { CalibrationJob, CalibrationReport } from './calibration-worker.ts';
import type { ChannelSums } from './channel-statistics.ts';
import type { ModelFolder } from './model-folder.ts';

/** What typical text sends through a model. */
export interface Calibration {
  /** Of the file of passages. */
  readonly sha256: string;
  /** Name of a linear map's weight -> mean square of each of its input channels. */
  readonly importance: Readonly<Record<string, Float32Array>>;
}

export interface CalibrationOptions {
  readonly cacheFolder: string;
  readonly onProgress?: (line: string) => void;
}

/** Always two shares, whatever the machine has: sums of float64 depend on their order. */
const threads = 2;

/** A channel that was silent over these passages may speak in others: it counts a millionth of an average one. */
const leastImportance = 1e-6;

/**
 * importance[i] = mean over all tokens of x[t, i]^2, from a pass of the plain reference over every line of `file`.
 * Minutes for a BERT-base, so the result is kept in `cacheFolder` under the hash of weights, tokenizer and passages.
 * @throws Error on a file without text, on a passage longer than the model reads.
 */
export async function calibrate(folder: ModelFolder, file: string, options: CalibrationOptions): Promise<Calibration> {
  if (!existsSync(file)) throw new Error(`${file}: expected a text file with one passage a line, found nothing`);
  const text = readFileSync(file, 'utf8');
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  const cached = join(options.cacheFolder, `calibration-${await cacheKey(folder, sha256)}.safetensors`);
  if (existsSync(cached)) return { sha256, importance: floats(readSafetensors(readFileSync(cached)).tensors) };
  const importance = await measure(folder, await passagesOf(folder, file, text), options);
  mkdirSync(options.cacheFolder, { recursive: true });
  writeFileSync(`${cached}.${process.pid}`, writeSafetensors(tensorsOf(importance)));
  renameSync(`${cached}.${process.pid}`, cached);
  return { sha256, importance };
}

async function cacheKey({ weightsPath, files }: ModelFolder, calibrationSha256: string): Promise<string> {
  const hash = createHash('sha256').update(calibrationSha256);
  for (const text of Object.values(files)) hash.update(text);
  for await (const chunk of createReadStream(weightsPath)) hash.update(chunk);
  return hash.digest('hex').slice(0, 32);
}

/** Token ids of every line that is not empty. */
async function passagesOf({ config, files }: ModelFolder, file: string, text: string): Promise<number[][]> {
  // Only here: it takes longer to load than a small model to convert.
  const { BertTokenizer } = await import('@xenova/transformers');
  const tokenizer = new BertTokenizer(JSON.parse(files['tokenizer.json']), JSON.parse(files['tokenizer_config.json']));
  const passages: number[][] = [];
  for (const [number, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const inputIds = tokenizer.encode(line);
    if (inputIds.length > config.maxPositionEmbeddings) {
      throw new Error(
        `${file}: expected at most ${config.maxPositionEmbeddings} tokens a line, found ${inputIds.length} in line ${number + 1}`,
      );
    }
    passages.push(inputIds);
  }
  if (passages.length === 0) throw new Error(`${file}: expected one passage a line, found no text`);
  return passages;
}

async function measure(
  { weightsPath, config }: ModelFolder,
  passages: readonly number[][],
  { onProgress }: CalibrationOptions,
): Promise<Record<string, Float32Array>> {
  let done = 0;
  const onPassage = () => onProgress?.(`calibration ${++done} of ${passages.length} passages`);
  const shares = Array.from({ length: threads }, (_, thread) => passages.filter((_, k) => k % threads === thread));
  const sums = await Promise.all(shares.map((share) => runThread({ weightsPath, config, passages: share }, onPassage)));
  const tokens = passages.reduce((count, inputIds) => count + inputIds.length, 0);
  return meanSquares(sums, tokens);
}

function runThread(job: CalibrationJob, onPassage: () => void): Promise<ChannelSums> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('calibration-worker.ts', import.meta.url), { workerData: job });
    worker.on('message', ({ sums }: CalibrationReport) => (sums ? resolve(sums) : onPassage()));
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`calibration thread: expected sums, found exit code ${code}`)));
  });
}

/** Adds the shares, divides by the number of tokens and lifts silent channels. */
export function meanSquares(shares: readonly ChannelSums[], tokens: number): Record<string, Float32Array> {
  const names = new Set(shares.flatMap((share) => Object.keys(share)));
  return Object.fromEntries(
    [...names].map((name) => {
      const sums = shares.flatMap((share) => share[name] ?? []);
      return [
        name,
        liftSilent(Float32Array.from(sums[0], (_, i) => sums.reduce((sum, one) => sum + one[i], 0) / tokens)),
      ];
    }),
  );
}

function liftSilent(channels: Float32Array): Float32Array {
  const average = channels.reduce((sum, value) => sum + value, 0) / channels.length;
  return channels.map((value) => Math.max(value, leastImportance * average));
}

function tensorsOf(importance: Readonly<Record<string, Float32Array>>): Record<string, Tensor> {
  const entries = Object.entries(importance);
  return Object.fromEntries(
    entries.map(([name, data]): [string, Tensor] => [name, { dtype: 'F32', shape: [data.length], data }]),
  );
}

function floats(tensors: Readonly<Record<string, Tensor>>): Record<string, Float32Array> {
  return Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, Float32Array.from(data)]));
}
