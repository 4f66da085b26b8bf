import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, prose } from '../../../../site/figures/marks/prose/prose.ts';
import { ownContentSchema } from '../../../../site/study/cards/deck.ts';
import { choiceCard } from '../../../../site/study/practice/own-card.ts';
import { resultsByConcept } from '../../../../site/study/practice/results.ts';
import {
  answerLink,
  askRound,
  planRound,
  questionKinds,
  roundLength,
  roundTensors,
} from '../../../../site/study/practice/round.ts';
import { readSeed, withSeed } from '../../../../site/study/practice/seed.ts';
import { below, seededRandom, shuffled } from '../../../../site/study/random.ts';
import { knownSentence } from './practice-sentences.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** The kinds whose tensors the golden file of the first sentence holds. */
const plan = (seed: number) =>
  planRound(seed).filter(({ kind, layer }) => kind.tensors(layer).every((name) => name in knownSentence.trace.tensors));

describe('a round', () => {
  it('is the same for the same seed, has each kind at most once and one right option each', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const questions = askRound(plan(seed), knownSentence);
        expect(questions).toEqual(askRound(plan(seed), knownSentence));
        expect(questions.length).toBeGreaterThan(3);
        expect(questions.length).toBeLessThanOrEqual(roundLength);
        expect(new Set(questions.map(({ kind }) => kind)).size).toBe(questions.length);
        for (const { options, answer } of questions) {
          expect(options).toHaveLength(4);
          expect(options[answer]!.why).toBeUndefined();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('comes in other orders, with the right option in every place', () => {
    const rounds = Array.from({ length: 30 }, (_, seed) => askRound(plan(seed), knownSentence));
    expect(new Set(rounds.map((round) => round.map(({ kind }) => kind).join())).size).toBeGreaterThan(20);
    expect(new Set(rounds.flatMap((round) => round.map(({ answer }) => answer))).size).toBe(4);
  });

  it('has kinds for at least nine concepts, and asks for each tensor once', () => {
    expect(questionKinds.length).toBeGreaterThanOrEqual(8);
    expect(new Set(questionKinds.map(({ concept }) => concept)).size).toBeGreaterThanOrEqual(9);
    const names = roundTensors(planRound(7));
    expect(new Set(names).size).toBe(names.length);
  });

  it('leads from each question to the figure in the state that shows the answer', () => {
    const [question] = askRound(plan(3), knownSentence);
    const { layer, head, token } = question!.place;
    expect(answerLink(question!, knownSentence)).toBe(
      `/chapters/${question!.chapter}#text=The+cat+sat+on+the+mat+because+it+was+tired.&layer=${layer + 1}&head=${head + 1}&token=${token}`,
    );
  });

  it('is kept as a card with its link, or without where the link would be too long for one', () => {
    const [question] = askRound(plan(3), knownSentence);
    const card = (href: string) => ownContentSchema.parse(choiceCard(question!, 'About', { source: 'practice', href }));
    expect(card('/chapters/heads#text=a')).toMatchObject({ source: 'practice', href: '/chapters/heads#text=a' });
    expect(card('/chapters/heads#text=a').front).toBe(`${plainText(question!.prompt)}\n\nAbout`);
    expect(card(`/chapters/heads#text=${'a'.repeat(4000)}`).href).toBeUndefined();
  });

  it('counts what was right by concept', () => {
    const asked = (concept: string, answer: number) => ({ concept, answer });
    const questions = [asked('heads', 1), asked('tokens', 0), asked('heads', 2)];
    expect(resultsByConcept(questions, [1, undefined, 3])).toEqual([
      { concept: 'heads', asked: 2, right: 1 },
      { concept: 'tokens', asked: 1, right: 0 },
    ]);
  });
});

describe('chance by a seed', () => {
  it('gives numbers from 0 up to 1, and whole numbers below a count', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 1000 }), (seed, count) => {
        const random = seededRandom(seed);
        for (let turn = 0; turn < 20; turn++) {
          const value = below(count, random);
          expect(Number.isInteger(value) && value >= 0 && value < count).toBe(true);
        }
      }),
    );
  });

  it('shuffles without loss', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer()), (seed, items) => {
        expect(shuffled(items, seededRandom(seed)).toSorted()).toEqual(items.toSorted());
      }),
    );
  });

  it('is read from the address, and put back there beside the sentence', () => {
    expect(readSeed('?seed=42')).toBe(42);
    for (const search of ['', '?seed=', '?seed=-1', '?seed=1e3', '?seed=99999999999']) expect(readSeed(search)).toBe(1);
    expect(withSeed('?seed=1', '#text=a', 2)).toBe('?seed=2#text=a');
  });
});

it("prose takes a reader's token as it is, marks and all", () => {
  const sentence = prose`From ${'*[@x]*'} to ${2}: ${{ value: 0.25, tensor: 't', format: 'percent' }}`;
  expect(plainText(sentence)).toBe('From “*[@x]*” to 2: 25\u00a0%');
  expect(sentence[1]).toEqual({ kind: 'token', text: '*[@x]*' });
});
