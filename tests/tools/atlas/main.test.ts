import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Atlas, headMeasures } from '../../../shared/atlas/atlas.ts';
import { KeptParts } from '../../../tools/atlas/kept-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'atlas-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

const run = (...options: string[]) =>
  new Promise<Ended>((resolve) => {
    execFile(process.execPath, ['tools/atlas/main.ts', ...options], (error, out, errors) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors });
    });
  });

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** A sentence of rows [form, part of speech, head, relation]. */
const sentence = (rows: readonly (readonly [string, string, number, string])[]) =>
  `${rows.map(([form, upos, head, relation], index) => [index + 1, form, form, upos, '_', '_', head, relation, '_', '_'].join('\t')).join('\n')}\n\n`;

const theCat = sentence([
  ['The', 'DET', 2, 'det'],
  ['cat', 'NOUN', 3, 'nsubj'],
  ['saw', 'VERB', 0, 'root'],
  ['the', 'DET', 6, 'det'],
  ['old', 'ADJ', 6, 'amod'],
  ['dog', 'NOUN', 3, 'obj'],
  ['.', 'PUNCT', 3, 'punct'],
]);

it('measures a small treebank, and checks it against a reference', async () => {
  const treebank = file('small.conllu', theCat);
  const out = join(folder, 'small.json');
  const { code, errors } = await run(treebank, '--out', out);
  expect([errors, code]).toEqual(['', 0]);
  const atlas = JSON.parse(readFileSync(out, 'utf8')) as Atlas;
  expect([atlas.treebank, atlas.sentences, atlas.tokens, atlas.skipped]).toEqual(['small.conllu', 1, 9, 0]);
  expect(atlas.relations.det).toMatchObject({ count: 2, baseline: { offset: 1, accuracy: 0.5 } });
  expect(atlas.relations.det!.interval).toBeUndefined();
  expect(atlas.relations.det!.accuracy['dependent-to-head'][7]![10]).toBe(1);
  for (const measure of headMeasures) expect(atlas.heads[measure].flat()).toHaveLength(144);
  expect(atlas.removal.words).toBe(1);
  expect(atlas.removal.mean.flat().some((change) => change < -0.01)).toBe(true);
  expect(existsSync(`${out}.parts`)).toBe(false);

  const again = await run(treebank, '--check', file('reference.json', JSON.stringify({ ...atlas, tokens: 8 })));
  expect(again.code).toBe(1);
  expect(again.out).toContain('tokens: expected 8, found 9');
});

it.each([
  [[], /expected one treebank and either --out or --check: npm run atlas -- TREEBANK\.conllu/],
  [['a.conllu', '--out', 'b', '--check', 'c'], /expected one treebank/],
])('%j is refused with what is expected', async (options, message) => {
  const { code, errors } = await run(...options);
  expect(code).toBe(1);
  expect(errors).toMatch(message);
});

it('a file that is no treebank is refused before anything is measured', async () => {
  const { code, errors } = await run(file('prose.conllu', 'It rains.\n'), '--out', join(folder, 'none.json'));
  expect(code).toBe(1);
  expect(errors).toMatch(/^line 1: expected ten columns [^\n]*\n$/);
});

it('parts are kept for the same treebank and weights, and thrown away for others', () => {
  const parts = join(folder, 'parts');
  mkdirSync(parts);
  new KeptParts(parts, 'a').write('measures-0', { answer: Float64Array.of(1, 2) });
  expect(new KeptParts(parts, 'a').read('measures-0')).toEqual({ answer: Float64Array.of(1, 2) });
  expect(new KeptParts(parts, 'a').read('measures-1')).toBeUndefined();
  expect(new KeptParts(parts, 'b').read('measures-0')).toBeUndefined();
  new KeptParts(parts, 'b').remove();
  expect(existsSync(parts)).toBe(false);
});
