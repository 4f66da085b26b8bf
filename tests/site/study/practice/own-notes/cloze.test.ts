import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Token } from '../../../../../shared/tokenizer/token.ts';
import { plainText } from '../../../../../site/figures/marks/prose/prose.ts';
import { clozeProse, clozeQuestion, type HiddenWord } from '../../../../../site/study/practice/own-notes/cloze.ts';
import { contentWords, countCutWords } from '../../../../../site/study/practice/own-notes/content-words.ts';
import { markedProse } from '../../../../../site/study/practice/own-notes/marked-prose.ts';
import { notesCard } from '../../../../../site/study/practice/own-notes/notes-card.ts';
import { recallSentence } from '../../../../../site/study/practice/own-notes/recall.ts';
import { similarities } from '../../../../../site/study/practice/own-notes/similarity.ts';
import { seededRandom } from '../../../../../site/study/random.ts';

/** Tokens of a text whose words may carry `|` where the vocabulary cuts them; longer words get later rows. */
function tokensOf(marked: string): { text: string; tokens: Token[] } {
  const text = marked.replaceAll('|', '');
  const added: Token = { id: 101, text: '[CLS]', start: 0, end: 0, special: true, word: null, type: 0 };
  const tokens = [added];
  const spellings: string[] = [];
  let start = 0;
  marked.split(/(\s+)/).forEach((part, order) => {
    for (const [at, piece] of part.trim() === '' ? [] : part.split('|').entries()) {
      const spelled = `${at > 0 ? '##' : ''}${piece.toLowerCase()}`;
      if (!spellings.includes(spelled)) spellings.push(spelled);
      const id = 1000 + 100 * spelled.length + spellings.indexOf(spelled);
      tokens.push({ id, text: spelled, start, end: start + piece.length, special: false, word: order / 2, type: 0 });
      start += piece.length;
    }
    if (part.trim() === '') start += part.length;
  });
  return { text, tokens: [...tokens, { ...added, id: 102, text: '[SEP]' }] };
}

const candidate = (token: string, probability: number, id = token.length) => ({ token, id, probability });

describe('which words are hidden', () => {
  it('content words that the vocabulary holds whole and that stand once, rarest first', () => {
    const { tokens } = tokensOf('Every query asks about all the wordp|iece keys and softmax follows keys');
    expect(contentWords(tokens).map((index) => tokens[index]!.text)).toEqual(['follows', 'softmax', 'query', 'asks']);
    expect(countCutWords(tokens)).toBe(1);
  });
});

describe('clozeQuestion', () => {
  const { text, tokens } = tokensOf('Each head Projects the vector again');
  const hidden: HiddenWord = {
    text,
    tokens,
    token: 3,
    candidates: [
      candidate('turns', 0.4),
      candidate('.', 0.2),
      candidate('projects', 0.1),
      candidate('##s', 0.09),
      candidate('moves', 0.05),
      candidate('the', 0.045),
      candidate('vector', 0.04),
      candidate('keeps', 0.03),
      candidate('sees', 0.02),
    ],
    truth: candidate('projects', 0.1),
  };

  it("sets the hidden word against the model's three best guesses, small words and words of the sentence left out", () => {
    const question = clozeQuestion(hidden, seededRandom(4))!;
    expect(plainText(question.prompt)).toBe('Each head _____ the vector again');
    const labels = question.options.map(({ label }) => plainText(label));
    expect(labels[question.answer]).toBe('projects');
    expect(labels.toSorted()).toEqual(['keeps', 'moves', 'projects', 'turns']);
    expect(question.options[question.answer]!.measured[0]).toEqual({
      value: 0.1,
      tensor: 'softmax(logits)[0][8]',
      request: JSON.stringify({ text, mask_tokens: [3] }),
    });
    expect(plainText(question.explanation)).toContain('prefers “turns”: 0.400 against 0.100');
  });

  it('asks nothing where fewer than three of the guesses are words', () => {
    expect(clozeQuestion({ ...hidden, candidates: hidden.candidates.slice(0, 5) }, seededRandom(4))).toBeUndefined();
  });

  it('hides the word and nothing else, wherever it stands', () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-z]{1,9}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.nat(), (list, chance) => {
        const made = tokensOf(list.join(' '));
        const token = 1 + (chance % list.length);
        const blank = plainText(clozeProse({ ...hidden, ...made, token }));
        expect(blank.split(' ')).toEqual(list.map((word, index) => (index === token - 1 ? '_____' : word)));
      }),
    );
  });

  it('becomes a card with the sentence on its back', () => {
    const question = clozeQuestion(hidden, seededRandom(4))!;
    expect(notesCard({ kind: 'cloze', sentence: text, question })).toEqual({
      front: 'Each head _____ the vector again',
      back: 'projects\n\nEach head Projects the vector again',
      source: 'notes',
    });
  });
});

describe('answers in own words', () => {
  it('are compared with the true answer and with the nearest of the others', () => {
    const vectors = [
      [1, 0],
      [0.6, 0.8],
      [0, 1],
      [0.8, 0.6],
    ];
    const { truth, nearest } = similarities(['mine', 'true', 'one', 'two'], vectors);
    expect(truth.value).toBeCloseTo(0.6, 6);
    expect(nearest).toMatchObject({ text: 'two' });
    expect(nearest!.similarity.value).toBeCloseTo(0.8, 6);
    expect(nearest!.similarity.tensor).toBe('cos(data.embedding[0], data.embedding[3])');
    expect(similarities(['mine', 'true'], vectors.slice(0, 2)).nearest).toBeUndefined();
  });

  it('go on from the beginning of a sentence, and are kept as a card', () => {
    const text = 'Each row of weights sums to one.';
    const question = recallSentence(text, ['A softmax sharpens large scores.']);
    expect(question.others).toEqual(['sharpens large scores.']);
    expect(plainText(question.truth)).toBe('… of weights sums to one.');
    expect(notesCard({ kind: 'recall', sentence: text, question })).toEqual({
      front: 'How do your notes go on? “Each row …”',
      back: text,
      source: 'notes',
    });
  });

  it('read the marks of the answer key, sources in brackets left out', () => {
    const marked = '*It* asks `[SEP]`, as @jain2019 found [@clark2019].';
    expect(plainText(markedProse(marked))).toBe('It asks [SEP], as Jain and Wallace 2019 found.');
  });
});
