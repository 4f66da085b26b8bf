import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import openapiTS, { astToString } from 'openapi-typescript';
import { faultsOf } from '../../../functions/faults-of.ts';

const folder = resolve('build/examples');

/** The text of an example as the page has it, made to ask the API at `origin`. */
export function exampleText(path: string, origin: string): string {
  return readFileSync(`site/api-reference/examples/${path}`, 'utf8').replaceAll('http://localhost:8787', origin);
}

/** Whether a program runs here: Rscript, or Python with a module. */
export function runs(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What a program of Python prints. */
export async function runPython(code: string): Promise<string> {
  return (await promisify(execFile)('python3', ['-c', code])).stdout;
}

/** What a program of R prints. */
export async function runR(code: string): Promise<string> {
  return (await promisify(execFile)('Rscript', ['-e', code])).stdout;
}

/** Makes the typed client that the examples in TypeScript import, from our own OpenAPI document. */
export async function makeClient(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/bert.ts`,
    astToString(await openapiTS(JSON.parse(readFileSync('build/openapi.json', 'utf8')))),
  );
}

/** What a program in TypeScript prints. @throws Error with what the compiler, as strict as for our own code, finds */
export async function runTypeScript(name: string, code: string): Promise<string> {
  const file = `${folder}/${name}.ts`;
  writeFileSync(file, code);
  const faults = faultsOf(file);
  if (faults.length > 0) throw new Error(`${name}: expected no faults, found ${faults.join('\n')}`);
  const outfile = `${folder}/${name}.mjs`;
  await build({ entryPoints: [file], bundle: true, platform: 'node', format: 'esm', outfile });
  return (await promisify(execFile)(process.execPath, [outfile])).stdout;
}

/** Words and numbers of what was printed, numbers with 4 significant digits: languages write and nest them differently. */
export function printedValues(text: string): (string | number)[] {
  const found = text.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?|[A-Za-z]\w*/g) ?? [];
  return found.map((value) => (Number.isNaN(Number(value)) ? value : Number(Number(value).toPrecision(4))));
}
