import { type BenchCase, casesOf } from './cases.ts';
import { type ContenderName, type ModelFiles, withThreads } from './contender.ts';
import type { Entrant } from './entrant.ts';
import { modelFiles } from './model-files.ts';
import { NodeContender } from './node-contender.ts';
import type { Options, RuntimeName } from './options.ts';
import { alternate } from './rounds.ts';
import { type Row, rowOf } from './rows.ts';
import { WorkerdContender } from './workerd/workerd-contender.ts';

type StartContender = (name: ContenderName, files: ModelFiles) => Promise<Entrant>;

const start: Readonly<Record<RuntimeName, StartContender>> = {
  node: NodeContender.start,
  workerd: WorkerdContender.start,
};

/** Machine code does not run in workerd, nor does the newest ONNX Runtime Web, whose memory must be shared. */
const inWorkerd: readonly ContenderName[] = ['ours', 'stock'];

/** The bare ONNX Runtimes have no tokenizer. */
const withPipeline: readonly ContenderName[] = ['ours', 'stock'];

/** Every contender on every case of one model, a process each, alternating. */
export async function benchModel(
  runtime: RuntimeName,
  model: string,
  threads: number,
  jsd: ReadonlyMap<ContenderName, number>,
  options: Options,
): Promise<Row[]> {
  const able = runtime === 'workerd' ? inWorkerd : threads > 1 ? withThreads : options.only;
  const names = options.only.filter((name) => able.includes(name));
  const files = modelFiles(model, options, undefined, threads);
  const entrants: Entrant[] = [];
  try {
    for (const name of names) entrants.push(await start[runtime](name, files));
    const rows: Omit<Row, 'jsd'>[] = [];
    for (const one of casesOf(model, options))
      rows.push(...(await benchCase({ runtime, model, threads }, one, entrants, options)));
    return rows.map((row) => ({ ...row, jsd: jsd.get(row.contender) ?? null }));
  } finally {
    for (const entrant of entrants) await entrant.close();
  }
}

async function benchCase(
  at: Pick<Row, 'runtime' | 'model' | 'threads'>,
  one: BenchCase,
  entrants: readonly Entrant[],
  { runs }: Options,
): Promise<Omit<Row, 'jsd'>[]> {
  const able = entrants.filter(({ name }) => 'tokenIds' in one || withPipeline.includes(name));
  const runners = able.map((entrant) => ({ run: () => entrant.run(one) }));
  const measured = await alternate(runners, runs);
  const { tokens, batch } = one;
  return able.map(({ name, loading }, i) => rowOf({ ...at, tokens, batch }, name, loading.ms, measured[i]));
}
