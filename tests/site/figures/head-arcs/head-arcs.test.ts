import { describe, expect, it } from 'vitest';
import { arcPath, height, printedKeys, width, wordCentres } from '../../../../site/figures/head-arcs/arc-layout.ts';
import { arcsOf, leastWeight, wayOf } from '../../../../site/figures/head-arcs/head-arcs.ts';

const word = (text: string) => ({ text, special: false });
const special = (text: string) => ({ text, special: true });
const tokens = [special('[CLS]'), word('dogs'), word('run'), special('[SEP]')];

/** [4, 4]: every row gives `most` to the token that `to` names, the rest evenly to the others. */
function square(to: (from: number) => number, most = 0.7): number[] {
  return [0, 1, 2, 3].flatMap((from) => [0, 1, 2, 3].map((key) => (key === to(from) ? most : (1 - most) / 3)));
}

describe('the arcs of a head', () => {
  it('are its weights from a tenth on, the strongest last, to three digits', () => {
    expect(leastWeight).toBe(0.1);
    expect(arcsOf([0.0999, 0.9001, 0.5, 0.5], 2)).toEqual([
      [1, 0, 0.5],
      [1, 1, 0.5],
      [0, 1, 0.9],
    ]);
  });

  it('are bounded for a long text: the strongest 240 remain', () => {
    const many = Array.from({ length: 400 }, (_, at) => 0.1 + at / 1000);
    const arcs = arcsOf(many, 20);
    expect(arcs).toHaveLength(240);
    expect(arcs[0]![2]).toBeCloseTo(0.1 + 160 / 1000, 3);
  });
});

describe('the way a head looks', () => {
  it.each([
    ['itself', (from: number) => from],
    ['[SEP]', () => 3],
    ['[CLS]', () => 0],
  ] as const)('is %s where more than half of the words’ weight goes there', (way, to) => {
    expect(wayOf(square(to), tokens)).toBe(way);
  });

  it.each([
    ['the next', 1],
    ['the one before', -1],
  ] as const)('is %s where that is %i away', (way, offset) => {
    const words = [...'abcdef'].map(word);
    const weights = words.flatMap((_, from) => words.map((_, to) => (to === from + offset ? 0.9 : 0.02)));
    expect(wayOf(weights, words)).toBe(way);
  });

  it('is many where no kind of token has more than half', () => {
    expect(
      wayOf(
        square((from) => from, 0.5),
        tokens,
      ),
    ).toBe('many');
  });

  it('leaves out what special tokens ask', () => {
    const sepOnly = square((from) => (from === 0 || from === 3 ? 3 : from));
    expect(wayOf(sepOnly, tokens)).toBe('itself');
  });
});

describe('the drawing', () => {
  it('sets words side by side within 0..1, each with room for its letters', () => {
    const [first, second, third] = wordCentres(['a', 'because', 'it']);
    expect([first! > 0, first! < second!, second! < third!, third! < 1]).toEqual([true, true, true, true]);
    expect(second! - first!).toBeGreaterThan(third! - second! - 0.1);
  });

  it('runs above the line to a later token and below it to an earlier one, and stays inside the drawing', () => {
    const line = height / 2;
    const controls = (path: string) => Number(/C\d+ (-?\d+)/.exec(path)![1]);
    expect(controls(arcPath(0.1, 0.9))).toBeLessThan(line);
    expect(controls(arcPath(0.9, 0.1))).toBeGreaterThan(line);
    expect(arcPath(0.1, 0.9)).toMatch(new RegExp(`^M${width / 10} ${line}C`));
    // A cubic's top is at three quarters of its controls.
    expect(line - 0.75 * (line - controls(arcPath(0, 1)))).toBeGreaterThan(0);
  });

  it('prints the largest weights, at most five, none beside another, none below a twentieth', () => {
    const centres = [0.1, 0.12, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9];
    expect(printedKeys([0.3, 0.2, 0.04, 0.1, 0.09, 0.08, 0.07, 0.06], centres)).toEqual([0, 3, 4, 5, 6]);
    expect(printedKeys([0.04, 0.04, 0.92, 0, 0, 0, 0, 0], centres)).toEqual([2]);
  });
});
