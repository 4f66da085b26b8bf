import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ContenderName, contenderNames } from './contender.ts';
import { warmUpRounds } from './rounds.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const usage = `npm run bench -- [options]
  --model a,b      bert-base-uncased,all-MiniLM-L6-v2
  --tokens 3,12    lengths of the single texts; 0 leaves them out
  --batch 32       texts of mixed length for the embedding pipeline; 0 leaves them out
  --only a,b       ${contenderNames.join(',')}
  --runtime a,b    node,workerd
  --threads 1      that share the work, a list; of two and more only in Node, without stock
  --runs 10        alternating rounds of each case, after ${warmUpRounds} rounds of warm-up
  --weights DIR    fp32 checkpoints, DIR/<model>/model.safetensors, to write the ONNX files from (once); without them
                   they are written from our converted models, and the fidelity of the others is left out
  --models DIR     our converted models, DIR/<model>/
  --no-jsd         leave the fidelity out
  --profile        time by kernel inside ours instead`;

export type RuntimeName = 'node' | 'workerd';

export interface Options {
  readonly models: readonly string[];
  readonly tokens: readonly number[];
  readonly batch: number;
  readonly only: readonly ContenderName[];
  readonly runtimes: readonly RuntimeName[];
  readonly threads: readonly number[];
  readonly runs: number;
  readonly weights: string | undefined;
  readonly converted: string;
  readonly jsd: boolean;
  readonly profile: boolean;
}

/** @throws Error naming the option and what it may be, with all options below. */
export function readOptions(args: readonly string[]): Options {
  try {
    return parseOptions(args);
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n\n${usage}`, { cause });
  }
}

function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: 'string', default: 'bert-base-uncased,all-MiniLM-L6-v2' },
      tokens: { type: 'string', default: '3,12,32,128,512' },
      batch: { type: 'string', default: '32' },
      only: { type: 'string', default: contenderNames.join() },
      runtime: { type: 'string', default: 'node,workerd' },
      threads: { type: 'string', default: '1' },
      runs: { type: 'string', default: '10' },
      weights: { type: 'string' },
      models: { type: 'string', default: `${root}site/public/models` },
      'no-jsd': { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
    },
  });
  return {
    models: values.model.split(','),
    tokens: numbers('--tokens', values.tokens, 512).filter((count) => count > 0),
    batch: numbers('--batch', values.batch, 2048)[0],
    only: oneOf('--only', values.only, contenderNames),
    runtimes: oneOf('--runtime', values.runtime, ['node', 'workerd'] as const),
    threads: numbers('--threads', values.threads, 64).map((count) => Math.max(1, count)),
    runs: Math.max(1, numbers('--runs', values.runs, 1000)[0]),
    weights: values.weights && resolve(values.weights),
    converted: resolve(values.models),
    jsd: !values['no-jsd'],
    profile: values.profile,
  };
}

function numbers(option: string, text: string, most: number): number[] {
  const list = text.split(',').map(Number);
  if (list.every((number) => Number.isInteger(number) && number >= 0 && number <= most)) return list;
  throw new Error(`expected ${option} to be whole numbers from 0 to ${most}, found ${text}`);
}

function oneOf<Name extends string>(option: string, text: string, known: readonly Name[]): Name[] {
  return text.split(',').map((word) => {
    const name = known.find((candidate) => candidate === word);
    if (name !== undefined) return name;
    throw new Error(`expected ${option} to be some of ${known.join(', ')}, found ${word}`);
  });
}
