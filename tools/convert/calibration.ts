import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { CalibrationJob } from './calibration-worker.ts';
import { type ErrorFeedback, errorFeedback } from './error-feedback.ts';
import type { ModelFolder } from './model-folder.ts';
import { inputOf, type MomentSums } from './second-moments.ts';

/** What typical text sends through a model. */
export interface Calibration {
  /** Of the file of passages. */
  readonly sha256: string;
  /**
   * How to round the linear map whose weight has this name; undefined of other tensors. The passages go through the
   * model layer by layer, so the maps must be asked for in the order of the forward pass.
   * @throws Error naming the map when it is asked for too late
   */
  feedback(name: string): Promise<ErrorFeedback | undefined>;
  close(): Promise<void>;
}

/** Always two shares, whatever the machine has: sums of float64 depend on their order. */
const threads = 2;

/**
 * moment[i, j] = mean over all tokens of x[t, i] x[t, j], from a pass of the plain reference over every line of `file`.
 * @throws Error on a file without text, on a passage longer than the model reads.
 */
export async function calibrate(
  folder: ModelFolder,
  file: string,
  onProgress?: (line: string) => void,
): Promise<Calibration> {
  if (!existsSync(file)) throw new Error(`${file}: expected a text file with one passage a line, found nothing`);
  const passages = await passagesOf(folder, file, readFileSync(file, 'utf8'));
  const moments = secondMoments(folder, passages, onProgress);
  let current: { input?: string; feedback?: Promise<ErrorFeedback> } = {};
  return {
    sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
    feedback: async (name) => {
      const input = inputOf(name);
      if (input === undefined) return undefined;
      if (input !== current.input) current = { input, feedback: momentOf(moments, input).then(errorFeedback) };
      return current.feedback;
    },
    close: async () => void (await moments.return()),
  };
}

async function momentOf(moments: AsyncGenerator<[string, Float64Array], void>, input: string): Promise<Float64Array> {
  for (;;) {
    const { value, done } = await moments.next();
    if (done) throw new Error(`calibration: expected the order of the forward pass, found no ${input} any more`);
    if (value[0] === input) return value[1];
  }
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

/** Every input of linear maps and its second moment, in the order of the forward pass. */
async function* secondMoments(
  { weightsPath, config }: ModelFolder,
  passages: readonly number[][],
  onProgress?: (line: string) => void,
): AsyncGenerator<[string, Float64Array], void> {
  const tokens = passages.reduce((count, inputIds) => count + inputIds.length, 0);
  const shares = Array.from({ length: threads }, (_, thread) => passages.filter((_, k) => k % threads === thread));
  const workers = shares
    .filter((share) => share.length > 0)
    .map((share) => startThread({ weightsPath, config, passages: share }));
  try {
    let ahead = nextLayer(workers);
    for (let l = 0; l < config.numHiddenLayers; l++) {
      onProgress?.(`calibration: layer ${l + 1} of ${config.numHiddenLayers}`);
      const sums = await ahead;
      // One layer ahead: the threads go on while this one is rounded.
      if (l + 1 < config.numHiddenLayers) ahead = nextLayer(workers);
      for (const name of Object.keys(sums[0])) yield [name, meanOf(name, sums, tokens)];
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startThread(job: CalibrationJob): Worker {
  return new Worker(new URL('calibration-worker.ts', import.meta.url), { workerData: job });
}

function nextLayer(workers: readonly Worker[]): Promise<MomentSums[]> {
  const sums = workers.map(async (worker): Promise<MomentSums> => {
    worker.postMessage('next layer');
    return (await once(worker, 'message'))[0];
  });
  const all = Promise.all(sums);
  // Whoever awaits it later gets the error; until then it must not end the process.
  all.catch(() => undefined);
  return all;
}

/** Adds the shares and divides by the number of tokens. */
function meanOf(name: string, shares: readonly MomentSums[], tokens: number): Float64Array {
  return shares[0][name].map((_, k) => shares.reduce((sum, share) => sum + share[name][k], 0) / tokens);
}
