import { describe, expect, it } from 'vitest';
import {
  arcLabels,
  arcPath,
  height,
  restTop,
  width,
  wordCentres,
} from '../../../../site/figures/head-arcs/arc-layout.ts';
import { arcsOf, leastWeight, restingTokens, restsOf, wayOf } from '../../../../site/figures/head-arcs/head-arcs.ts';

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
    expect(wayOf(square(to), tokens)).toEqual({ kind: way, share: expect.closeTo(0.7, 9) });
  });

  it.each([
    ['the next', 1],
    ['the one before', -1],
  ] as const)('is %s where that is %i away', (way, offset) => {
    const words = [...'abcdef'].map(word);
    const weights = words.flatMap((_, from) => words.map((_, to) => (to === from + offset ? 0.9 : 0.02)));
    expect(wayOf(weights, words).kind).toBe(way);
  });

  it('is that of the largest share where no kind of token has more than half, other words among them', () => {
    const even = square((from) => from, 0.4);
    expect(wayOf(even, tokens)).toEqual({ kind: 'itself', share: expect.closeTo(0.4, 9) });
    const words = [...'abcdef'].map(word);
    const far = words.flatMap((_, from) => words.map((_, to) => (Math.abs(to - from) > 1 ? 0.2 : 0.05)));
    expect(wayOf(far, words).kind).toBe('other words');
  });

  it('leaves out what special tokens ask', () => {
    const sepOnly = square((from) => (from === 0 || from === 3 ? 3 : from));
    expect(wayOf(sepOnly, tokens).kind).toBe('itself');
  });
});

describe('weight that rests', () => {
  it('is on [CLS] and [SEP] alone, mean over the words, and has no arcs', () => {
    const toSep = square(() => 3);
    expect(restingTokens([...tokens, special('[MASK]')])).toEqual([0, 3]);
    expect(restsOf(toSep, tokens)).toEqual([
      { token: 0, share: 0.1 },
      { token: 3, share: 0.7 },
    ]);
    expect(arcsOf(toSep, 4, [0, 3]).every(([, to]) => to === 1 || to === 2)).toBe(true);
    expect(restTop(0)).toBe(height / 2);
    expect(restTop(1)).toBeGreaterThan(0);
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

  it('prints the largest of the drawn weights, at most five, each on its arc or bar, none over another', () => {
    const centres = [0.05, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 0.95];
    const row = [0.3, 0.2, 0.04, 0.1, 0.02, 0.11, 0.03, 0.2];
    const labels = arcLabels(row, centres, { token: 3, keys: [0, 1, 3, 5, 7], resting: [0, 7] });
    expect(labels.map(({ key }) => key)).toEqual([0, 1, 7, 5, 3]);
    const [bar, earlier, , later, self] = labels;
    expect(bar).toEqual({ key: 0, x: 0.05, y: restTop(0.3) / height });
    expect(earlier!.x).toBeCloseTo(0.35, 9);
    expect(earlier!.y).toBeGreaterThan(0.5);
    expect(later!.y).toBeLessThan(0.5);
    expect([self!.x, self!.y < 0.5]).toEqual([0.5, true]);
    const close = [0.05, 0.1, 0.12, 0.5];
    expect(arcLabels([0, 0.4, 0.5, 0], close, { token: 3, keys: [1, 2], resting: [] })).toHaveLength(1);
  });
});
