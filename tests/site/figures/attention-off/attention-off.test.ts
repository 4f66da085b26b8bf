import { describe, expect, it } from 'vitest';
import type { MaskCandidate } from '../../../../shared/model/fill-mask.ts';
import { askSettings, nextOf } from '../../../../site/figures/attention-off/ask-settings.ts';
import {
  type AttentionOffView,
  aroundBlank,
  type Columns,
  followedWords,
  headMaskOfFirst,
  leadFrom,
  ranking,
  requestsOf,
  settings,
  viewOf,
} from '../../../../site/figures/attention-off/attention-off.ts';
import { narrowRoom, ribbonLabels, wideRoom } from '../../../../site/figures/attention-off/ribbon-labels.ts';
import { bandsAt, height, ribbonPaths } from '../../../../site/figures/attention-off/word-bands.ts';
import { blankOf } from '../../../../site/model/blank.ts';

const candidate = (token: string, probability: number): MaskCandidate => ({
  token,
  id: [...token].reduce((id, letter) => id * 31 + letter.charCodeAt(0), 0),
  probability,
});
const token = (text: string, start: number, special = false) => ({
  text,
  start,
  end: start + text.length,
  special,
  type: 0 as const,
  id: 0,
  word: 0,
});
const tokens = [token('[CLS]', 0, true), token('a', 0), token('[MASK]', 2), token('.', 8), token('[SEP]', 0, true)];
const question = { text: 'a [MASK].', pair: '', blank: 2 };

/** *cat* grows, *the* shrinks, *dog* is among the candidates of setting 5 alone. */
const columns: Columns = settings.map((on) => [
  ...[candidate('cat', on / 13), candidate('the', (12.5 - on) / 13)].sort((a, b) => b.probability - a.probability),
  ...(on === 5 ? [candidate('dog', 0.01)] : []),
]);
const view = viewOf(question, tokens, columns);
const partly = viewOf(
  question,
  tokens,
  settings.map((on) => (on === 12 || on === 3 ? columns[on] : undefined)),
);
const wordOf = ({ words }: AttentionOffView, name: string) => words.findIndex((word) => word.token === name);

describe('the words that are followed', () => {
  it('are those among the best of any setting, the whole model’s first; what is below has no number', () => {
    expect(view.words.map(({ token }) => token)).toEqual(['cat', 'the', 'dog']);
    const dog = view.words[2]!.probabilities;
    expect(dog[5]).toBe(0.01);
    expect(dog.filter((one) => one === null)).toHaveLength(12);
  });

  it('keep the probability that is below the best of a setting, where it was listed', () => {
    const six = (on: number) =>
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) => candidate(name, (on === 0 ? 6 - at : at + 1) / 30));
    const words = followedWords([six(0), six(1).reverse()]);
    expect(words.find((word) => word.token === 'f')!.probabilities).toEqual([1 / 30, 6 / 30]);
  });

  it('are ranked at each setting, and the lead is found; not before all is answered', () => {
    expect(ranking(view.words, 12).map((word) => view.words[word]!.token)).toEqual(['cat', 'the']);
    expect(ranking(view.words, 5).map((word) => view.words[word]!.token)).toEqual(['the', 'cat', 'dog']);
    expect(leadFrom(view)).toBe(7);
    expect(leadFrom(partly)).toBeUndefined();
  });

  it('of which the last one may take the lead, lose it and take it again: the last time counts', () => {
    const swapped = columns.map((column, on) => (on === 9 ? columns[2] : column));
    expect(leadFrom(viewOf(question, tokens, swapped))).toBe(10);
  });
});

describe('a setting', () => {
  it('has the heads of the first layers on, and is asked for with its mask', () => {
    expect(headMaskOfFirst(2).map((row) => row[0])).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(
      headMaskOfFirst(12)
        .flat()
        .every((one) => one === 1),
    ).toBe(true);
    const requests = JSON.parse(requestsOf(view));
    expect(requests).toHaveLength(13);
    expect(requests[4]).toEqual({ text: question.text, head_mask: headMaskOfFirst(4) });
    const tapped = viewOf({ ...question, blank: 1 }, tokens, columns);
    expect(JSON.parse(requestsOf(tapped))[0].mask_tokens).toEqual([1]);
  });

  it('shows what stands around the blank, the nearest of a long text', () => {
    expect(aroundBlank(view)).toEqual(['a ', '.']);
    const text = `${'word '.repeat(50)}x${' word'.repeat(50)}`;
    const long = viewOf({ text, pair: '', blank: 0 }, [token('x', 250)], columns);
    expect(aroundBlank(long).every((part) => part.length < 80 && part.includes('…'))).toBe(true);
  });
});

describe('the bands', () => {
  it('are as high as the probabilities, the most probable on top, one below the other', () => {
    for (const on of settings) {
      const bands = bandsAt(view.words, on);
      const order = ranking(view.words, on);
      order.forEach((word, place) => {
        const { top, bottom } = bands[word]!;
        expect(bottom - top).toBeCloseTo(view.words[word]!.probabilities[on]! * height, 9);
        expect(top).toBeCloseTo(place === 0 ? 0 : bands[order[place - 1]!]!.bottom, 9);
      });
    }
  });

  it('become ribbons that end half-way to a setting where the word has no number, and at once where nothing is answered', () => {
    const [dog] = ribbonPaths(view).slice(wordOf(view, 'dog'));
    expect(dog).toMatch(/^M500 /);
    expect(
      dog!
        .match(/[\d.]+(?= )/g)!
        .map(Number)
        .filter((x) => x <= 1300)
        .every((x) => x >= 500),
    ).toBe(true);
    expect(dog).toContain('600 ');
    const [cat] = ribbonPaths(partly);
    expect(cat!.match(/M/g)).toHaveLength(2);
    expect(cat).toMatch(/^M333 /);
  });

  it('bear their words where these fit: none over another, none outside', () => {
    for (const room of [wideRoom, narrowRoom]) {
      const labels = ribbonLabels(view, room);
      expect(labels.length).toBeGreaterThan(2);
      for (const { word, on, x } of labels) {
        expect(view.words[word]!.probabilities[on]! * room.height).toBeGreaterThanOrEqual(room.line);
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(1);
      }
    }
  });
});

describe('the reader’s sentence', () => {
  it('is blanked where it says so, else at the tapped word, and never at [CLS]', () => {
    expect(blankOf(tokens, 1)).toBe(2);
    const plain = tokens.filter(({ text }) => text !== '[MASK]');
    expect(blankOf(plain, 2)).toBe(2);
    expect(blankOf(plain, 0)).toBe(1);
    expect(blankOf(plain, 99)).toBe(1);
    const twice = [...tokens.slice(0, 3), token('[MASK]', 9), ...tokens.slice(3)];
    expect(blankOf(twice, 3)).toBe(3);
  });

  it('is asked whole first, then from the dial’s place outwards', () => {
    expect(nextOf(new Set(settings), 4)).toBe(12);
    expect(nextOf(new Set(settings.slice(0, 12)), 4)).toBe(4);
    expect(nextOf(new Set([0, 1, 9, 10]), 4)).toBe(1);
    expect(nextOf(new Set(), 4)).toBeUndefined();
  });

  it('is asked once at each setting, few at a time, and shown as it comes', async () => {
    let open = 0;
    let most = 0;
    const asked: number[] = [];
    const parts: number[] = [];
    const fill = async (_: unknown, on: number) => {
      asked.push(on);
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
      return columns[on]!;
    };
    const watched = {
      dial: () => 6,
      onpart: (part: AttentionOffView) => parts.push(part.answered.filter(Boolean).length),
      signal: new AbortController().signal,
    };
    const whole = await askSettings({ tokens: async () => tokens, fill }, { ...question, token: 1 }, watched);
    expect(asked.slice(0, 2)).toEqual([12, 6]);
    expect(asked.toSorted((a, b) => a - b)).toEqual(settings);
    expect(most).toBe(3);
    expect(parts).toEqual(settings.map((on) => on + 1));
    expect(whole).toEqual(view);
  });

  it('is asked whole before its tokens have come, where the blank is known without them', async () => {
    const asked: (readonly [number, number])[] = [];
    const { promise, resolve } = Promise.withResolvers<typeof tokens>();
    const model = {
      tokens: () => promise,
      fill: async ({ blank }: { blank: number }, on: number) => {
        asked.push([blank, on]);
        resolve(tokens);
        return columns[on]!;
      },
    };
    const watched = { dial: () => 3, onpart: () => undefined, signal: new AbortController().signal };
    const whole = await askSettings(model, { text: 'a cat.', pair: '', token: 2 }, watched);
    expect(asked.slice(0, 2)).toEqual([
      [2, 12],
      [2, 3],
    ]);
    expect(asked.map(([, on]) => on).toSorted((a, b) => a - b)).toEqual(settings);
    expect(whole.words).toEqual(view.words);
  });

  it('is asked no further when it is given up', async () => {
    const giveUp = new AbortController();
    let asked = 0;
    const fill = async () => {
      asked++;
      giveUp.abort(new Error('another sentence'));
      return columns[0]!;
    };
    const watched = { dial: () => 0, onpart: () => undefined, signal: giveUp.signal };
    await expect(askSettings({ tokens: async () => tokens, fill }, { ...question, token: 1 }, watched)).rejects.toThrow(
      'another sentence',
    );
    expect(asked).toBeLessThanOrEqual(3);
  });
});
