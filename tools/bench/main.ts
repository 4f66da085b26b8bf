import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { benchFidelity } from './bench-fidelity.ts';
import { benchModel } from './bench-model.ts';
import { casesOf } from './cases.ts';
import { modelFiles } from './model-files.ts';
import { NodeContender } from './node-contender.ts';
import { type OnnxSource, writeOnnxFolder } from './onnx/write-model.ts';
import { type Options, readOptions, root } from './options.ts';
import { installPeers } from './peers.ts';
import { warmUpRounds } from './rounds.ts';
import { type Row, ratiosOf } from './rows.ts';
import { table } from './table.ts';

async function main(options: Options): Promise<void> {
  if (options.profile) return profile(options);
  const withPeers = options.only.some((name) => name !== 'ours');
  if (withPeers) installPeers();
  const rows: Row[] = [];
  for (const model of options.models) {
    const source = withPeers ? await prepareOnnx(model, options) : 'checkpoint';
    const jsd = options.jsd ? await benchFidelity(model, source, options) : new Map();
    for (const runtime of options.runtimes) {
      const counts = runtime === 'workerd' ? [1] : options.threads;
      for (const threads of counts) rows.push(...(await benchModel(runtime, model, threads, jsd, options)));
    }
  }
  const ratios = ratiosOf(rows);
  writeFileSync(join(root, 'bench.json'), `${JSON.stringify({ machine: machine(), rows, ratios }, null, 1)}\n`);
  console.log(`\n${machine()}; ${warmUpRounds} rounds of warm-up; ms is the median of the rounds\n`);
  console.log(rowsTable(rows));
  console.log(`\nHow many times faster ours is, median against median:\n`);
  console.log(table(['case', 'times'], Object.entries(ratios)));
}

async function prepareOnnx(model: string, options: Options): Promise<OnnxSource> {
  const { converted, onnx } = modelFiles(model, options);
  return writeOnnxFolder(options.weights && join(options.weights, model), converted, onnx);
}

async function profile(options: Options): Promise<void> {
  for (const model of options.models) {
    const contender = await NodeContender.start('ours', modelFiles(model, options));
    for (const one of casesOf(model, { ...options, batch: 0 })) {
      if (!('tokenIds' in one)) continue;
      const times = await contender.ask({ ask: 'profile', tokenIds: one.tokenIds, runs: options.runs });
      console.log(`\n${model}, ${one.tokens} tokens, mean of ${options.runs} runs\n\n${profileTable(times)}`);
    }
    await contender.close();
  }
}

function profileTable(times: Readonly<Record<string, number>>): string {
  const total = Object.values(times).reduce((sum, ms) => sum + ms, 0);
  const sorted = Object.entries(times).toSorted(([, a], [, b]) => b - a);
  const line = (name: string, ms: number) => [name, Number(ms.toFixed(2)), Math.round((100 * ms) / total)];
  return table(['kernel', 'ms', '%'], [...sorted.map(([name, ms]) => line(name, ms)), line('total', total)]);
}

function rowsTable(rows: readonly Row[]): string {
  const head = [
    'runtime',
    'model',
    'tokens',
    'batch',
    'threads',
    'contender',
    'ms',
    'best',
    'cpu',
    'first',
    'tokens/s',
    'MiB',
    'jsd',
  ];
  const body = rows.map((row) => [
    row.runtime,
    row.model,
    row.tokens,
    row.batch,
    row.threads,
    row.contender,
    row.ms,
    row.best_ms,
    row.cpu_ms,
    row.first_ms,
    row.tokens_per_second,
    row.memory_mib,
    row.jsd,
  ]);
  return table(head, body);
}

function machine(): string {
  return `${cpus()[0].model}, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(`bench: ${(error as Error).message}`);
  process.exitCode = 1;
}
