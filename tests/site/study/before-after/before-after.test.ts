import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { softmax } from '../../../../shared/bert/softmax.ts';
import { readRows } from '../../../../site/figures/export/separated-text.ts';
import { inlineRuns } from '../../../../site/prose/inline-text.ts';
import { sourceOf } from '../../../../site/prose/sources.ts';
import { sittingsCsv, sittingsJson } from '../../../../site/study/before-after/sitting-files.ts';
import {
  changeOf,
  readDraft,
  readSittings,
  rightIn,
  type Sitting,
  testQuestions,
  unknown,
} from '../../../../site/study/before-after/sittings.ts';

const key = testQuestions.map(({ right }) => right);
const sitting = (answers: number[]): Sitting => ({ answers, at: '2026-12-01T10:00:00.000Z' });
/** The first `count` right, the others not known. */
const knowing = (count: number) => sitting(key.map((right, index) => (index < count ? right : unknown)));

describe('the questions of the test', () => {
  it('are eight, each with four different options, one right, and a source', () => {
    expect(testQuestions.length).toBe(8);
    expect(new Set(testQuestions.map(({ id }) => id)).size).toBe(8);
    for (const { id, options, right, explanation } of testQuestions) {
      expect(new Set(options).size, id).toBe(4);
      expect(options[right], id).toBeDefined();
      const cited = inlineRuns(explanation).filter(({ kind }) => kind === 'cite' || kind === 'author');
      expect(cited.length, id).toBeGreaterThan(0);
      for (const { text } of cited) expect(() => sourceOf(text), id).not.toThrow();
    }
    // Whoever picks one place throughout has at most three right.
    for (const place of [0, 1, 2, 3]) expect(key.filter((right) => right === place).length).toBeLessThanOrEqual(3);
  });

  it('are asked by no quiz, follow-up or card', () => {
    const folder = 'site/content/concepts';
    const concepts = readdirSync(folder).map((file) => parse(readFileSync(`${folder}/${file}`, 'utf8')));
    const asked = concepts.flatMap(({ questions, followUps, cards }) => [
      ...[...questions, ...followUps].map(({ question }: { question: string }) => question.trim()),
      ...cards.map(({ front }: { front: string }) => front.trim()),
    ]);
    expect(asked.length).toBeGreaterThan(60);
    for (const { question } of testQuestions) expect(asked).not.toContain(question);
  });

  it('have right answers that can be computed', () => {
    const option = (id: string) => {
      const found = testQuestions.find((question) => question.id === id)!;
      return found.options[found.right]!;
    };
    const weights = softmax({ shape: [1, 3], data: Float32Array.of(2, 2, 1) }).data;
    expect(option('softmax-by-hand')).toBe(
      `${[...weights]
        .map((weight) => weight.toFixed(2).slice(1))
        .join(', ')
        .replace(/, (?=[^,]*$)/, ' and ')}`,
    );
    const sum = [0, 1].map((at) => 0.75 * [4, 0][at]! + 0.25 * [0, 8][at]!);
    expect(option('sum-by-hand')).toBe(`(${sum.join(', ')})`);
    expect(option('sixteen-heads')).toBe(String(768 / 16));
    expect([2, 2, 1].map(Math.exp).map((one) => one.toFixed(2))).toEqual(['7.39', '7.39', '2.72']);
    expect((2 * Math.exp(2) + Math.E).toFixed(1)).toBe('17.5');
  });
});

describe('the gain', () => {
  it('is the right answers more than before, and how likely tosses of a coin would give as many', () => {
    expect([knowing(0), knowing(3), knowing(8)].map(rightIn)).toEqual([0, 3, 8]);
    expect(changeOf(knowing(3), knowing(8))).toEqual({ gain: 5, up: 5, down: 0, byChance: 1 / 32 });
    expect(changeOf(knowing(8), knowing(6))).toEqual({ gain: -2, up: 0, down: 2, byChance: 1 });
    const mixed = sitting(key.map((right, index) => ([1, 2, 3, 4].includes(index) ? right : unknown)));
    // Three up and one down: 4 + 1 of 16 ways.
    expect(changeOf(sitting(key.map((right, index) => (index < 2 ? right : unknown))), mixed)).toEqual({
      gain: 2,
      up: 3,
      down: 1,
      byChance: 5 / 16,
    });
    expect(changeOf(knowing(4), knowing(4))).toEqual({ gain: 0, up: 0, down: 0, byChance: 1 });
  });

  it('is of what the browser kept, and of nothing where that is something else', () => {
    const kept = [knowing(2), knowing(5)];
    expect(readSittings(JSON.stringify(kept))).toEqual(kept);
    for (const other of [null, '', '{}', '[{"answers":[1],"at":"2026-12-01T10:00:00.000Z"}]', '[{"answers":"x"}]'])
      expect(readSittings(other)).toEqual([]);
  });
});

describe('the files of a trial', () => {
  const participant = { code: 'A-07, left', group: 'A' };

  it('have a row for each answer, under one head', () => {
    const [head, ...rows] = readRows(sittingsCsv(participant, [knowing(1), knowing(8)]), ',').map(
      ({ fields }) => fields,
    );
    expect(head).toEqual(['code', 'group', 'sitting', 'at', 'question', 'option', 'right']);
    expect(rows.length).toBe(16);
    expect(rows[0]).toEqual(['A-07, left', 'A', '1', '2026-12-01T10:00:00.000Z', 'softmax-by-hand', '1', '1']);
    expect(rows[1]!.slice(4)).toEqual(['score-turned-round', '', '0']);
    expect(rows.slice(8).every(([, , number, , , , right]) => number === '2' && right === '1')).toBe(true);
  });

  it('say the same as JSON', () => {
    const read = JSON.parse(sittingsJson(participant, [knowing(1), knowing(8)]));
    expect(read).toMatchObject({ test: 'before-after', version: 1, code: 'A-07, left', group: 'A' });
    expect(read.sittings.map(({ right }: { right: number }) => right)).toEqual([1, 8]);
    expect(read.sittings[0].answers[1]).toEqual({ question: 'score-turned-round', option: null, right: false });
  });
});

it('a file of the first sitting says what was picked, and not what was right', () => {
  const participant = { code: '', group: '' };
  const [head, first] = readRows(sittingsCsv(participant, [knowing(8)]), ',').map(({ fields }) => fields);
  expect(head).toEqual(['code', 'group', 'sitting', 'at', 'question', 'option']);
  expect(first!.at(-1)).toBe(String(key[0]));
  expect(sittingsJson(participant, [knowing(8)])).not.toContain('right');
});

it('a test that was begun is read back, and nothing else', () => {
  const begun = [1, undefined, unknown, undefined, undefined, undefined, undefined, 3];
  expect(readDraft(JSON.stringify(begun.map((option) => option ?? null)))).toEqual(begun);
  for (const other of [null, '', '[]', '{}', '[9,null,null,null,null,null,null,null]'])
    expect(readDraft(other)).toBeUndefined();
});

it('the page’s sizes of groups are those of a two-sided test at 5 per cent with a power of 80', () => {
  const page = readFileSync('site/pages/evidence.astro', 'utf8');
  // n = 2 (z of .975 + z of .8)² / d², and z² / 4 more for the t distribution.
  const size = (difference: number) => Math.ceil((2 * (1.95996 + 0.84162) ** 2) / difference ** 2 + 1.95996 ** 2 / 4);
  expect(page).toContain(`about ${size(0.5)} in each group; of a whole standard deviation, about ${size(1)}.`);
});
