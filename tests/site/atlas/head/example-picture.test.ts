import { describe, expect, it } from 'vitest';
import { examplePicture } from '../../../../site/atlas/head/example-picture.ts';
import { exampleWidth } from '../../../../site/atlas/head/sentence-picture.ts';

const words = ['The', 'dog', 'chased', 'the', 'ball', '.'];
const weights = [0, 0.25, 0.5, 0, 0.01, 0];
const guessed = { sentence: 0, word: 1, partner: 2, guess: 2, weights };

/** Where a path begins and ends, in pixels. */
const ends = (path: string) => {
  const numbers = path.match(/-?[\d.]+/g)!.map(Number);
  return [numbers[0]!, numbers.at(-2)!];
};

describe('the picture of a guess', () => {
  it('runs from the dependent to the guess, as thick as the weight', () => {
    const { from, to, weight, arc, missed } = examplePicture(words, guessed, 'dependent-to-head');
    expect([from, to, weight]).toEqual(['dog', 'chased', 0.5]);
    const [start, end] = ends(arc.path);
    expect(start).toBeLessThan(end!);
    expect(arc.thickness).toBe(4.5);
    expect(missed).toBeUndefined();
  });

  it('runs the other way where it is the head that attends', () => {
    const { from, to, arc } = examplePicture(words, guessed, 'head-to-dependent');
    expect([from, to]).toEqual(['chased', 'dog']);
    const [start, end] = ends(arc.path);
    expect(start).toBeGreaterThan(end!);
  });

  it('has a second arc to the treebank’s head, from the dependent, where the guess is wrong', () => {
    const wrong = { ...guessed, guess: 4, weights: [0, 0, 0, 0, 0.5, 0] };
    for (const direction of ['dependent-to-head', 'head-to-dependent'] as const) {
      const { missed, partner, arc } = examplePicture(words, wrong, direction);
      expect(partner).toBe('chased');
      const [dependent] = direction === 'dependent-to-head' ? ends(arc.path) : [ends(arc.path)[1]];
      expect(ends(missed!)[0]).toBe(dependent);
    }
  });

  it('has bars for weights that can be seen, one path for each thickness', () => {
    const { bars } = examplePicture(words, guessed, 'dependent-to-head');
    expect(bars.map(({ thickness }) => thickness)).toEqual([2, 3.5]);
    const alike = examplePicture(words, { ...guessed, weights: Array(6).fill(0.1) }, 'dependent-to-head');
    expect(alike.bars).toHaveLength(1);
    expect(alike.bars[0]!.path.match(/M/g)).toHaveLength(6);
  });

  it('keeps the text of each line, with the roles in it', () => {
    const { lines } = examplePicture(words, guessed, 'dependent-to-head');
    expect(lines.map(({ runs }) => runs.map(({ text }) => text).join(''))).toEqual(['The dog chased the ball.']);
    expect(lines[0]!.runs.flatMap(({ text, role }) => (role ? [[text, role]] : []))).toEqual([
      ['dog', 'from'],
      ['chased', 'to'],
    ]);
  });

  it('arcs past several lines run beside them, over no word, and both arcs apart', () => {
    const long = [...Array(18)].map((_, index) => `word${index}`);
    for (const [word, guess, partner] of [
      [17, 0, 1],
      [0, 17, 16],
      [5, 16, 17],
    ] as const) {
      const far = { sentence: 0, word, partner, guess, weights: Array(18).fill(0.5) };
      const { height, arc, missed, lines } = examplePicture(long, far, 'dependent-to-head');
      expect(lines.length).toBeGreaterThan(2);
      const points = (path: string) =>
        [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
      for (const [, y] of points(arc.path)) expect(y! >= 0 && y! <= height).toBe(true);
      const sides = [arc.path, missed!].map((path) => points(path).find(([x]) => x! < 0 || x! > exampleWidth)![0]!);
      expect(Math.abs(sides[0]! - sides[1]!)).toBeGreaterThanOrEqual(5);
      // Level with letters it is beside them, but for the two words at its ends.
      const inside = points(arc.path)
        .slice(1, -1)
        .filter(([x]) => x! >= 0 && x! <= exampleWidth);
      for (const [, y] of inside) {
        for (const { baseline } of lines) expect(y! > baseline - 14 && y! < baseline).toBe(false);
      }
    }
  });
});
