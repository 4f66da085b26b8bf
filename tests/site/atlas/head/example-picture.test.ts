import { describe, expect, it } from 'vitest';
import { examplePicture } from '../../../../site/atlas/head/example-picture.ts';

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

  it('arcs from line to line stay within the drawing', () => {
    const long = [...Array(18)].map((_, index) => `word${index}`);
    const far = { sentence: 0, word: 17, partner: 0, guess: 0, weights: Array(18).fill(0.5) };
    const { height, arc, lines } = examplePicture(long, far, 'dependent-to-head');
    expect(lines.length).toBeGreaterThan(2);
    const heights = arc.path
      .match(/-?[\d.]+/g)!
      .map(Number)
      .filter((_, index) => index % 2 === 1);
    for (const y of heights) expect(y).toBeGreaterThanOrEqual(0);
    for (const y of heights) expect(y).toBeLessThanOrEqual(height);
  });
});
