import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Conversion, convertModel } from './convert-model.ts';

const usage = 'node tools/convert/main.ts MODEL_DIR [--out DIR] [--id NAME] [--calibration FILE]';
const models = fileURLToPath(new URL('../../site/public/models/', import.meta.url));

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: 'string' }, id: { type: 'string' }, calibration: { type: 'string' } },
  });
  if (positionals.length !== 1) throw new Error(`expected one model folder, found ${positionals.length}: ${usage}`);
  const modelFolder = resolve(positionals[0]);
  const id = expectId(values.id ?? basename(modelFolder));
  const out = resolve(values.out ?? `${models}${id}`);
  const started = performance.now();
  const calibrationFile = values.calibration && resolve(values.calibration);
  const options = { modelFolder, out, id, calibrationFile, onProgress: showProgress };
  report(await convertModel(options), out, performance.now() - started);
}

/** The id is a folder's name and part of addresses. */
function expectId(id: string): string {
  if (/^\w[\w.-]*$/.test(id)) return id;
  throw new Error(`expected an id of letters, digits, _ . -, found ${JSON.stringify(id)}; name one with --id`);
}

function showProgress(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
}

function report({ index, leftOut }: Conversion, out: string, milliseconds: number): void {
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  for (const [name, { bytes }] of Object.entries(index.shards)) console.log(`${name}  ${mebibytes(bytes)} MiB`);
  if (leftOut.length > 0) console.log(`left out: ${leftOut.join(', ')}`);
  console.log(
    `${out}: ${index.metadata.parameters} parameters, ${mebibytes(index.metadata.total_size)} MiB, ${(milliseconds / 1000).toFixed(1)} s`,
  );
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`convert: ${(error as Error).message.replaceAll('\n', ' ')}`);
  process.exitCode = 1;
}
