import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchCase, casesOf } from './cases.ts';
import type { ContenderName, ModelFiles } from './contender.ts';
import { type Options, root } from './options.ts';
import { RemoteContender } from './remote-contender.ts';
import { alternate, type Runner } from './rounds.ts';
import { type Row, rowOf } from './rows.ts';

/** Every contender on every case of one model in Node, a process each, alternating. */
export async function benchNode(model: string, options: Options): Promise<Row[]> {
  const jsd = options.jsd ? await fidelityOf(model, options) : new Map<ContenderName, number>();
  const contenders: RemoteContender[] = [];
  try {
    for (const name of options.only) contenders.push(await RemoteContender.start(name, modelFiles(model, options)));
    const rows: Row[] = [];
    for (const one of casesOf(model, options))
      rows.push(...(await benchCase(model, one, contenders, jsd, options.runs)));
    return rows;
  } finally {
    for (const contender of contenders) contender.close();
  }
}

async function benchCase(
  model: string,
  one: BenchCase,
  contenders: readonly RemoteContender[],
  jsd: ReadonlyMap<ContenderName, number>,
  runs: number,
): Promise<Row[]> {
  const able = contenders.filter(({ name }) => 'tokenIds' in one || hasPipeline(name));
  const measured = await alternate(
    able.map((contender) => runner(contender, one)),
    runs,
  );
  const at = { runtime: 'node', model, tokens: one.tokens, batch: one.batch } as const;
  return able.map(({ name, loading }, i) => rowOf(at, name, loading.ms, jsd.get(name) ?? null, measured[i]));
}

function runner(contender: RemoteContender, one: BenchCase): Runner {
  if ('tokenIds' in one) return { run: () => contender.ask({ ask: 'forward', tokenIds: one.tokenIds }) };
  return { run: () => contender.ask({ ask: 'embed', texts: one.texts }) };
}

/** The bare ONNX Runtimes have no tokenizer. */
function hasPipeline(name: ContenderName): boolean {
  return name === 'ours' || name === 'stock';
}

/** Each contender alone, on the golden texts that stand in tests/golden. */
async function fidelityOf(model: string, options: Options): Promise<Map<ContenderName, number>> {
  const folder = join(root, 'tests/golden', model);
  const golden = readdirSync(folder).map((file) => join(folder, file));
  const found = new Map<ContenderName, number>();
  for (const name of options.only) {
    const contender = await RemoteContender.start(name, modelFiles(model, options, 'model_attentions'));
    const { jsd, largestError } = await contender.ask({ ask: 'fidelity', golden });
    contender.close();
    found.set(name, Number(jsd.toPrecision(3)));
    console.log(
      `${model}, ${name}: attention ${jsd.toExponential(2)} bits, hidden states within ${largestError.toPrecision(2)}`,
    );
  }
  return found;
}

export function modelFiles(id: string, { converted }: Options, onnxFile = 'model'): ModelFiles {
  return {
    id,
    converted: join(converted, id),
    onnx: join(root, '.cache/bench', id),
    onnxFile,
    kernels: join(root, 'build/kernels.wasm'),
  };
}
