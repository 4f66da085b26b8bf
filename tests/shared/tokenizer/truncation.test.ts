import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { truncateLongestFirst } from '../../../shared/tokenizer/truncation.ts';
import { awkwardText } from './awkward-texts.ts';
import { tokenizer } from './tokenizer-files.ts';

type Parts = readonly (readonly [string, number])[];

interface Golden {
  readonly small_pairs: readonly (readonly [number, number, number, number, number])[];
  readonly cases: readonly {
    readonly name: string;
    readonly texts: readonly [Parts, Parts?];
    readonly max_tokens: number;
    readonly truncated: boolean;
    readonly kept: readonly number[];
    readonly last: readonly unknown[];
    readonly sha256: string;
  }[];
}

/** From Hugging Face `tokenizers` 0.23.3, the reference, on this vocabulary: tests/golden/make/truncation.py. */
const golden: Golden = JSON.parse(readFileSync(new URL('../../golden/truncation/cases.json', import.meta.url), 'utf8'));

const spelled = (parts: Parts) => parts.map(([unit, times]) => unit.repeat(times)).join('');
const fromText = (tokens: readonly Token[], type: 0 | 1) =>
  tokens.filter((token) => !token.special && token.type === type);

describe('the reference, by ids, types and the place of the last token', () => {
  test.each(golden.cases)('is equalled at $max_tokens tokens: $name', (expected) => {
    const [text, textPair] = expected.texts;
    const { tokens, truncated } = tokenizer.truncate(expected.max_tokens, spelled(text), textPair && spelled(textPair));
    const sides = textPair === undefined ? [fromText(tokens, 0)] : [fromText(tokens, 0), fromText(tokens, 1)];
    const last = sides.map((side) => side.at(-1)).map((token) => token && [token.id, token.start, token.end]);
    expect(sides.map((side) => side.length)).toEqual(expected.kept);
    expect(last.map((place) => place ?? null)).toEqual(expected.last);
    expect(sha256(tokens.map(({ id, type }) => `${id}:${type}`).join(' '))).toBe(expected.sha256);
    expect(truncated).toBe(expected.truncated);
  });

  test('is equalled in how many tokens two texts keep, for 0 to 8 each and a limit of 3 to 10', () => {
    for (const [maxTokens, first, second, keptFirst, keptSecond] of golden.small_pairs) {
      const { tokens } = tokenizer.truncate(maxTokens, 'a '.repeat(first), 'b '.repeat(second));
      expect([fromText(tokens, 0).length, fromText(tokens, 1).length]).toEqual([keptFirst, keptSecond]);
    }
  });
});

test('of any texts stay the first tokens of each, the template around them, and never more than asked for', () => {
  const repeated = fc.tuple(awkwardText, fc.integer({ min: 1, max: 40 })).map(([text, times]) => text.repeat(times));
  fc.assert(
    fc.property(
      repeated,
      fc.option(repeated, { nil: undefined }),
      fc.integer({ min: 3, max: 130 }),
      (text, pair, max) => {
        const all = tokenizer.encode(text, pair);
        const { tokens, truncated } = tokenizer.truncate(max, text, pair);
        const [first, second] = [fromText(tokens, 0), fromText(tokens, 1)];
        const template = all.filter(({ special }) => special);
        expect(tokens).toHaveLength(Math.min(max, all.length));
        expect(truncated).toBe(all.length > max);
        expect(first).toEqual(fromText(all, 0).slice(0, first.length));
        expect(second).toEqual(fromText(all, 1).slice(0, second.length));
        expect(tokens).toEqual([template[0], ...first, template[1], ...second, ...template.slice(2)]);
      },
    ),
    { numRuns: 500 },
  );
});

test('a limit that the template alone exceeds is refused', () => {
  expect(() => tokenizer.truncate(1, 'a')).toThrow('expected room for at least 2 tokens, found 1');
  expect(() => tokenizer.truncate(2, 'a', 'b')).toThrow('expected room for at least 3 tokens, found 2');
});

describe('a text is read', () => {
  test('one token beyond the limit, however long it is', () => {
    expect(timesRead(1_000_000, 0, 510)).toEqual([511, 0]);
    expect(timesRead(510, 0, 510)).toEqual([510, 0]);
  });

  test('beside a shorter one until it is known to be longer and too long', () => {
    expect(timesRead(1_000_000, 20, 509)).toEqual([510, 20]);
    expect(timesRead(600, 1_000_000, 509)).toEqual([600, 601]);
  });

  /** How many tokens of texts of so many are read for `room`. */
  function timesRead(first: number, second: number, room: number): [number, number] {
    const read: [number, number] = [0, 0];
    const { first: kept } = truncateLongestFirst(counted(first, 0), counted(second, 1), room);
    expect(kept.length).toBeLessThanOrEqual(room);
    return read;

    function* counted(tokens: number, type: 0 | 1): Generator<Token> {
      for (let index = 0; index < tokens; index++) {
        read[type]++;
        yield { id: 0, text: 'a', start: index, end: index + 1, special: false, word: index, type };
      }
    }
  }
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
