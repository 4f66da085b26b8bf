import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Atlas, directions } from '../../../shared/atlas/atlas.ts';
import type { Coreference } from '../../../shared/atlas/coreference.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { checkAgainst, type Reference } from '../../../tools/atlas/check.ts';
import { emptySums } from '../../../tools/atlas/head-measures.ts';
import { type JobAnswers, runJob } from '../../../tools/atlas/jobs.ts';
import { measureRelations } from '../../../tools/atlas/relations.ts';
import { table } from '../../../tools/atlas/tables.ts';
import { readTreebank } from '../../../tools/atlas/treebank.ts';
import { loadServed, modelFolder } from '../../shared/model/served-models.ts';

const read = <Value>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as Value;
const grid = { layers: 12, heads: 12 };

describe('the atlas of UD_English-PUD', () => {
  const atlas = read<Atlas>('site/content/atlas/pud.json');

  it('has the best heads of float32 for relations with 100 cases at least, their accuracies within 1.5 points, the means of all heads within 2 % or .01 of the weight', () => {
    expect(checkAgainst(atlas, read<Reference>('tests/golden/heads/pud.json')).faults).toEqual([]);
  });

  it('was measured on the weights that are served, and so was coreference', () => {
    const index = readFileSync(`${modelFolder('bert-base-uncased')}/model.safetensors.index.json`);
    const coreference = read<Coreference>('site/content/atlas/coreference.json');
    const served = createHash('sha256').update(index).digest('hex');
    expect([atlas.weights, coreference.weights]).toEqual([served, served]);
  });

  it('differs from float32 in what the check is there to find', () => {
    const reference = read<Reference>('tests/golden/heads/pud.json');
    const { det } = reference.relations;
    const worse = { ...det!, best: { ...det!.best, accuracy: det!.best.accuracy - 0.02 } };
    const elsewhere = { ...det!, best: { ...det!.best, head: 9 } };
    const faultsOf = (changed: Partial<Reference>) => checkAgainst(atlas, { ...reference, ...changed }).faults;
    expect(faultsOf({ relations: { ...reference.relations, det: worse } })).toEqual([
      expect.stringMatching(/^det: expected 0\.9335 right, found 0\.95/),
    ]);
    expect(faultsOf({ relations: { ...reference.relations, det: elsewhere } })).toEqual([
      expect.stringMatching(/^det: expected 7-9 .* as its best head, found 7-10/),
    ]);
    expect(faultsOf({ tokens: 1 })).toHaveLength(1);
    const entropy = reference.heads.entropy_bits.map((row) => row.map((bits) => bits * 1.05));
    expect(faultsOf({ heads: { ...reference.heads, entropy_bits: entropy } })).toEqual([
      expect.stringMatching(/^entropy_bits: 14\d of 144 heads differ by more than 2 % and \.01/),
    ]);
  });
});

describe('measured on 30 sentences', () => {
  const treebank = readTreebank(readFileSync('tests/golden/heads/pud-30.conllu', 'utf8'));
  const reference = read<Reference>('tests/golden/heads/pud-30.json');
  let measured: JobAnswers['measures'];
  let bert: Bert;
  beforeAll(async () => {
    bert = await loadServed('bert-base-uncased');
    measured = (await runJob(bert, { of: 'measures', sentences: treebank })) as JobAnswers['measures'];
  });

  const relations = () =>
    measureRelations(
      treebank.map((sentence, index) => ({ sentence, guesses: measured.guesses[index]! })),
      grid,
    );

  it('has the same cases and the same best rules as float64', () => {
    const found = relations();
    for (const [relation, { count, baseline }] of Object.entries(reference.relations)) {
      expect([relation, found[relation]!.count]).toEqual([relation, count]);
      expect(found[relation]!.baseline.accuracy).toBeCloseTo(baseline.accuracy, 4);
    }
    expect(Object.keys(found).sort()).toEqual(Object.keys(reference.relations).sort());
    expect(measured.tokens.reduce((sum, count) => sum + count)).toBe(reference.tokens);
  });

  it('finds relations as often as float64 in either direction: of all guesses at most .6 % more or fewer are right', () => {
    const found = relations();
    const all = Object.entries(reference.relations).flatMap(([relation, { count, accuracy }]) =>
      directions.flatMap((direction) =>
        accuracy[direction].flatMap((row, layer) =>
          row.map((value, head) => count * Math.abs(value - found[relation]!.accuracy[direction][layer]![head]!)),
        ),
      ),
    );
    const cases = Object.values(reference.relations).reduce((sum, { count }) => sum + count, 0);
    expect(all.reduce((sum, value) => sum + value, 0) / (cases * 288)).toBeLessThan(0.006);
  });

  it('has the means of float64 over all tokens, within 2 % or .01 of the weight', () => {
    for (const [measure, expected] of Object.entries(reference.heads) as [keyof Reference['heads'], number[][]][]) {
      const means = table(
        measured.sums.measures[measure].map((sum) => sum / reference.tokens),
        grid,
      );
      for (const [layer, row] of expected.entries()) {
        for (const [head, mean] of row.entries()) {
          const apart = Math.abs(means[layer]![head]! - mean);
          expect(apart, `${measure} of ${layer}-${head}`).toBeLessThanOrEqual(Math.max(0.01, 0.02 * mean));
        }
      }
    }
  });

  it('passes over what the model cannot read: a sentence of more tokens than it has places', async () => {
    const word = { form: 'word', head: -1, relation: 'root', isPunctuation: false };
    const sentences = [{ id: 'long', words: Array(511).fill(word) }];
    const { tokens, guesses, sums } = (await runJob(bert, { of: 'measures', sentences })) as JobAnswers['measures'];
    expect([tokens, guesses]).toEqual([[0], [[]]]);
    expect(sums).toEqual(emptySums(144));
  });
});
