import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it("README's example of the library prints the weight that README's example of the API names, 0.84 within 0.01", async () => {
  const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
  const example = blocks.find((code) => code.includes("from './shared/model/load-bert.ts'"));
  if (example === undefined) throw new Error('expected an example that loads BERT, found none');
  const node = ['--no-warnings', '--input-type=module-typescript', '--eval', example];
  const { stdout } = await promisify(execFile)(process.execPath, node);
  expect(Math.abs(Number(stdout) - 0.84)).toBeLessThan(0.01);
});
