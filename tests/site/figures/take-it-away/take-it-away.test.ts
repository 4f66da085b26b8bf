import { describe, expect, it } from 'vitest';
import { fillMaskRequest } from '../../../../shared/api/fill-mask/contract.ts';
import { expectInterventions } from '../../../../shared/bert/interventions.ts';
import type { MaskCandidate } from '../../../../shared/model/fill-mask.ts';
import { askGuesses, type FillBody, longestWord } from '../../../../site/figures/take-it-away/ask-guesses.ts';
import { requestsOf, settingOf } from '../../../../site/figures/take-it-away/away-requests.ts';
import { experimentOf, experiments } from '../../../../site/figures/take-it-away/experiments.ts';
import { guessRows } from '../../../../site/figures/take-it-away/guess-rows.ts';
import { sentenceParts } from '../../../../site/figures/take-it-away/sentence-parts.ts';
import {
  type AwayQuestion,
  awayName,
  curlOf,
  fillBody,
  headlines,
  outcomeOf,
  type Setting,
  type ShownToken,
} from '../../../../site/figures/take-it-away/take-it-away.ts';
import { bertBaseSizes } from '../../../../site/model/bert-base.ts';
import { blankOf } from '../../../../site/model/blank.ts';
import { chapterFronts } from '../../study/answer-key/key-texts.ts';

const text = 'Paris is the [MASK] of France.';
const pieces = ['paris', 'is', 'the', '[MASK]', 'of', 'france', '.'];
const token = (piece: string, start: number): ShownToken => ({
  text: piece,
  start,
  end: start + piece.length,
  type: 0,
  special: piece === '[MASK]',
});
const mark = (piece: string): ShownToken => ({ text: piece, start: 0, end: 0, type: 0, special: true });
const tokens = [
  mark('[CLS]'),
  ...pieces.map((piece) => token(piece, text.toLowerCase().indexOf(piece.toLowerCase()))),
  mark('[SEP]'),
];
const ask = (chapter: string, setting: Partial<Setting> = {}, blank = 4) => {
  const question = { text, pair: '', chapter, tapped: 1, setting: { ...settingOf(experimentOf(chapter)), ...setting } };
  const away = longestWord(tokens, blank);
  return requestsOf({ question, tokens, blank, token: setting.token ?? away });
};
const changes = (...asked: Parameters<typeof ask>) => ask(...asked).after.interventions;
const candidate = (word: string, probability: number, id = word.length * 1000 + word.charCodeAt(0)): MaskCandidate => ({
  token: word,
  id,
  probability,
});
const outcome = (before: readonly MaskCandidate[], after: readonly MaskCandidate[]) => {
  const rows = guessRows(before, after);
  const at = ([first]: readonly MaskCandidate[]) => rows.findIndex(({ id }) => id === first!.id);
  return outcomeOf({ rows, best: [at(before), at(after)] });
};

describe('the requests', () => {
  it.each([...chapterFronts.keys()])('of %s are the API’s, at each choice, and change what a BERT has', (chapter) => {
    for (const choice of experimentOf(chapter).changes.keys()) {
      const { after } = ask(chapter, { choice });
      expect(fillMaskRequest.safeParse(fillBody(after, 4)).error).toBeUndefined();
      expect(after.interventions ?? after.position_ids).toBeDefined();
      const list = (after.interventions ?? []).map(({ at, heads, tokens, from, to, ...operation }) => ({
        at,
        select: Object.fromEntries(Object.entries({ heads, tokens, from, to }).filter(([, indices]) => indices)),
        // What an unchanged run gives is known to the server alone.
        do: operation.freeze ? ({ set: 0 } as const) : (operation as { set: 0 }),
      }));
      expectInterventions({ ...bertBaseSizes, headSize: 64 } as never, list, tokens.length);
    }
  });

  it('take nothing away that the chapter does not speak of: the first is the sentence with its blank alone', () => {
    expect(ask('positions').before).toEqual({ text });
    expect(ask('positions', {}, 1).before).toEqual({ text, mask_tokens: [1] });
  });

  it('of positions set them to 0, give the old weights back, or turn them round between the marks', () => {
    expect(changes('positions')).toEqual([{ at: 'embeddings.position', set: 0 }]);
    expect(changes('positions', { choice: 1 })).toContainEqual({ at: 'attentions.*', freeze: true });
    expect(ask('positions', { choice: 2 }).after.position_ids).toEqual([0, 7, 6, 5, 4, 3, 2, 1, 8]);
  });

  it('of positions turn a blank round with the words, wherever it stands', () => {
    const question = { text: 'a [MASK]', pair: '', chapter: 'positions', tapped: 1, setting: { choice: 2 } };
    const two = [mark('[CLS]'), token('a', 0), token('[MASK]', 2), mark('[SEP]')];
    const { after } = requestsOf({ question, tokens: two, blank: 2, token: 1 });
    expect(after.position_ids).toEqual([0, 2, 1, 3]);
  });

  it('of softmax are a run of layers, all of them as one pattern', () => {
    expect(changes('softmax', { layers: [8, 9] })).toEqual([
      { at: 'attentions.8', set: 'uniform' },
      { at: 'attentions.9', set: 'uniform' },
    ]);
    expect(changes('softmax', { layers: [0, 11] })).toEqual([{ at: 'attentions.*', set: 'uniform' }]);
    expect(changes('layers', { layers: [4, 5] })).toHaveLength(4);
  });

  it('of heads keep the first ones', () => {
    expect(changes('heads', { heads: 10 })).toEqual([{ at: 'context.*', heads: [10, 11], set: 0 }]);
  });

  it('of one token name it: the longest word, or the one that the reader has chosen', () => {
    expect(tokens[longestWord(tokens, 4)]!.text).toBe('france');
    expect(changes('weighted-sum')).toEqual([{ at: 'value.*', tokens: [6], set: 0 }]);
    expect(changes('weighted-sum', { token: 1 })).toEqual([{ at: 'value.*', tokens: [1], set: 0 }]);
    expect(changes('lenses', { token: 8 })).toEqual([
      { at: 'attentions.*', from: [4], to: [8], set: 0, renormalize: true },
    ]);
  });

  it('are written for a shell as they are sent, an apostrophe too', () => {
    const body = fillBody({ text: "It's [MASK]." }, 4);
    const line = curlOf('https://bert.example', body);
    expect(line).toContain('-d \'{"text":"It\'\\\'\'s [MASK]."');
    const json = /-d '(.*)'$/s.exec(line)![1]!.replaceAll(String.raw`'\''`, "'");
    expect(JSON.parse(json)).toEqual(body);
  });

  it('refuse a chapter and a choice that are not there', () => {
    expect(() => experimentOf('nowhere')).toThrow('expected one of attention-off');
    expect(() => ask('positions', { choice: 3 })).toThrow('expected a choice of positions, found 3');
  });
});

it('is named with the part that the reader has chosen, layers and heads from 1', () => {
  const name = (setting: Partial<Setting>, hasToken = false) =>
    awayName(
      'Off',
      { question: { text, pair: '', chapter: 'x', tapped: 1, setting: { choice: 0, ...setting } }, tokens, token: 6 },
      hasToken,
    );
  expect([name({}), name({}, true), name({ layers: [4, 7] }), name({ layers: [4, 4] }), name({ heads: 1 })]).toEqual([
    'Off',
    'Off: “france”',
    'Off: layers 5 to 8',
    'Off: layer 5',
    'Off: the first of every layer',
  ]);
});

describe('the words', () => {
  const whole = [0.9, 0.05, 0.03, 0.01, 0.005, 0.001].map((p, at) => candidate('abcdef'[at]!, p));

  it('are the five largest of either, the largest first, each with both numbers where it has them', () => {
    const after = [candidate('x', 0.6), candidate('b', 0.2), candidate('a', 0.1)];
    const rows = guessRows(whole, after);
    expect(rows.map(({ token }) => token)).toEqual(['a', 'x', 'b', 'c', 'd']);
    expect(rows[0]).toMatchObject({ before: 0.9, after: 0.1 });
    expect(rows[1]).toMatchObject({ before: null, after: 0.6 });
  });

  it('hold the best word of each, even where five others are larger', () => {
    const flat = [candidate('x', 0.0009), candidate('y', 0.0008)];
    const tokens = guessRows(whole, flat).map(({ token }) => token);
    expect(tokens).toHaveLength(5);
    expect(tokens).toContain('x');
  });
});

describe('what becomes of the guess', () => {
  const sure = [candidate('capital', 0.996)];
  it.each([
    ['same', sure, [candidate('capital', 0.97)]],
    ['weaker', sure, [candidate('capital', 0.42)]],
    ['surer', [candidate('it', 0.59)], [candidate('it', 0.88)]],
    ['other', sure, [candidate('.', 0.85)]],
    ['lost', sure, [candidate('the', 0.02)]],
    // What was hardly predicted before cannot fall apart.
    ['other', [candidate('cold', 0.07)], [candidate('there', 0.05)]],
  ] as const)('is called %s', (expected, before, after) => {
    expect(outcome(before, after)).toBe(expected);
    expect(headlines[expected]).toMatch(/\.$/);
  });

  it('is no change where it is below 5 hundredths, and one from there on', () => {
    expect(outcome([candidate('a', 0.5)], [candidate('a', 0.451)])).toBe('same');
    expect(outcome([candidate('a', 0.5)], [candidate('a', 0.44)])).toBe('weaker');
  });
});

describe('the sentence', () => {
  it('is cut into its tokens and what stands between them, with nothing lost', () => {
    const question = { text, pair: '', chapter: 'positions', tapped: 1, setting: { choice: 0 } };
    const parts = sentenceParts({ question, tokens, blank: 4 });
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.find((part) => part.token === 4)!.text).toBe('[MASK]');
    expect(parts.find((part) => part.token === 6)!.text).toBe('France');
  });

  it('of a long text is what stands around the blank', () => {
    const long = 'word '.repeat(100).trim();
    const many = [mark('[CLS]'), ...Array.from({ length: 100 }, (_, at) => token('word', at * 5))];
    const question = { text: long, pair: '', chapter: 'positions', tapped: 1, setting: { choice: 0 } };
    const shown = sentenceParts({ question, tokens: many, blank: 50 })
      .map((part) => part.text)
      .join('');
    expect(shown.length).toBeLessThan(210);
    expect(shown).toMatch(/^… word .* word …$/);
  });

  it('of a long text without white space is cut anywhere, and keeps its blank', () => {
    const whole = `${'字'.repeat(300)} 。`;
    const many = [mark('[CLS]'), ...Array.from({ length: 300 }, (_, at) => token('字', at))];
    const question = { text: whole, pair: '', chapter: 'positions', tapped: 1, setting: { choice: 0 } };
    const parts = sentenceParts({ question, tokens: many, blank: 150 });
    expect(parts.some((part) => part.token === 150)).toBe(true);
    expect(parts.map((part) => part.text).join('')).toBe(`… ${'字'.repeat(181)} …`);
  });

  it.each([1, 5])('of a pair has both halves, with the blank at %i in either', (blank) => {
    const question = { text: 'It is', pair: 'so big', chapter: 'heads', tapped: blank, setting: { choice: 0 } };
    const words = [token('it', 0), token('is', 3), mark('[SEP]'), token('so', 0), token('big', 3)];
    const pairTokens = [mark('[CLS]'), ...words, mark('[SEP]')].map(
      (one, at): ShownToken => ({ ...one, type: at > 3 ? 1 : 0 }),
    );
    const parts = sentenceParts({ question, tokens: pairTokens, blank });
    expect(parts.map((part) => part.text).join('')).toBe('It is [SEP] so big');
    expect(parts.flatMap((part) => part.token ?? [])).toEqual([1, 2, 4, 5]);
  });

  it('of a pair of long texts has of the other half what stands next to the blank’s', () => {
    const long = 'word '.repeat(100).trim();
    const many = Array.from({ length: 100 }, (_, at) => token('word', at * 5));
    const tokens = [mark('[CLS]'), ...many, ...many.map((one): ShownToken => ({ ...one, type: 1 }))];
    const question = { text: long, pair: long, chapter: 'heads', tapped: 1, setting: { choice: 0 } };
    const shown = sentenceParts({ question, tokens, blank: 101 })
      .map((part) => part.text)
      .join('');
    expect(shown).toMatch(/^… (word )+\[SEP\] (word )+…$/);
    expect(shown.length).toBeLessThan(210);
  });

  it('has its own blank guessed, the tapped one of several; else the tapped word; never a mark', () => {
    expect(blankOf(tokens, 1)).toBe(4);
    const plain = [mark('[CLS]'), token('a', 0), token('b', 2), mark('[SEP]')];
    expect(blankOf(plain, 2)).toBe(2);
    expect(blankOf(plain, 0)).toBe(1);
    expect(blankOf(plain, 99)).toBe(1);
    expect(blankOf([mark('[CLS]'), mark('[SEP]')], 1)).toBe(1);
  });
});

it('asks for the tokens, then for the blank without and with the change, and puts both together', async () => {
  const sent: FillBody[] = [];
  const question: AwayQuestion = { text, pair: '', chapter: 'positions', tapped: 1, setting: { choice: 0 } };
  const model = {
    tokens: async () => tokens.map((one) => ({ ...one, id: 0, word: 0 })),
    fill: async (body: FillBody) => {
      sent.push(body);
      return body.interventions ? [candidate('.', 0.85)] : [candidate('capital', 0.996)];
    },
  };
  const view = await askGuesses(model, question);
  expect(sent.map(({ interventions }) => interventions?.length)).toEqual([undefined, 1]);
  expect(sent[0]).toMatchObject({ text, positions: [4], top_k: 50 });
  expect(view.rows.map(({ token }) => token)).toEqual(['capital', '.']);
  expect(view.best).toEqual([0, 1]);
});

it('every chapter takes something away, and has words for each of its changes', () => {
  expect([...chapterFronts.keys()].sort()).toEqual(Object.keys(experiments).sort());
  for (const [chapter, { away }] of chapterFronts) {
    expect(away.choices, chapter).toHaveLength(experimentOf(chapter).changes.length);
  }
});
