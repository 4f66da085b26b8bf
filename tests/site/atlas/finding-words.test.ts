import { describe, expect, it } from 'vitest';
import { besidesText, casesText, findingText, intervalText, offsetText } from '../../../site/atlas/finding-words.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const numbers = { accuracy: 0.824, low: 0.808, high: 0.838, count: 2511, baseline: { offset: 2, accuracy: 0.36 } };

describe('how often a head finds a relation', () => {
  it('is said with its cases, its interval, and the best fixed offset', () => {
    expect(plain(findingText(numbers))).toBe(
      '82 % of 2,511 cases (95 % interval 81 to 84 %); best fixed offset, 2 words after: 36 %',
    );
    expect(findingText(numbers)).toBe(`82\u00a0% ${besidesText(numbers)}`);
  });

  it('breaks no line before a percent sign, nor inside an interval', () => {
    expect(findingText(numbers)).not.toMatch(/ %/);
    expect(intervalText({ low: 0.426, high: 1 })).toBe('43\u00a0to\u00a0100\u00a0%');
    expect(plain(intervalText({ low: 0, high: 0.003 }))).toBe('0 to <1 %');
  });

  it('has offsets in words', () => {
    expect([-3, -1, 1, 2].map(offsetText)).toEqual([
      '3 words before',
      'the word before',
      'the next word',
      '2 words after',
    ]);
  });

  it('counts one case as one', () => expect([1, 2511].map(casesText)).toEqual(['1 case', '2,511 cases']));
});
