import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FigureState } from '../../../../site/content/concept-schema.ts';
import { presetTrace } from '../../../../site/first-paint/preset-trace.ts';
import { presets } from '../../../../site/reader/presets.ts';
import { chapterOf, conceptFigureLink, placeOf } from '../../../../site/study/figure-link.ts';
import {
  type ConceptEntry,
  cardsInOrder,
  followUpsInOrder,
  notesInOrder,
  questionsInOrder,
} from '../../../../site/study/study.ts';
import { claimsOfAtlas } from './atlas-claims.ts';
import { claimsOfAttentionOff } from './attention-off-claims.ts';
import {
  arithmetic,
  type Claim,
  claimsOfHeads,
  claimsOfMask,
  claimsOfTable,
  claimsOfTokens,
  config,
  measuredOnce,
  published,
  sizes,
  supposed,
} from './claims.ts';
import { contradictions, contradictionsIn } from './contradictions.ts';
import { claimsOfVectors, claimsOfWeights } from './first-sentence-claims.ts';
import { claimsOfHeldWeights } from './held-weight-claims.ts';
import { awayTexts, chapterTexts, concepts, glossaryTexts, keyTexts, openingTexts, podcastTexts } from './key-texts.ts';
import { claimsOfPatches } from './patch-claims.ts';
import { claimsOfShadows, claimsOfSplit, claimsOfUnits } from './picture-claims.ts';
import { claimsOfPositions } from './positions-claims.ts';
import { screenTexts } from './screen-texts.ts';
import { claimsOfSweep } from './sweep-claims.ts';
import { claimsOfTransit } from './transit-claims.ts';
import { agrees, writtenNumbers } from './written-numbers.ts';

const written = [...keyTexts, ...chapterTexts, ...openingTexts, ...awayTexts, ...glossaryTexts];

describe('the answer key', () => {
  it('has two questions that follow for each concept, three to five cards for each, and ids that are all different', () => {
    expect(notesInOrder(concepts).length).toBe(12);
    for (const { id, data } of concepts) {
      expect(data.followUps.length, id).toBeGreaterThanOrEqual(2);
      expect(data.cards.length, id).toBeGreaterThanOrEqual(3);
      expect(data.cards.length, id).toBeLessThanOrEqual(5);
    }
    const named = [...questionsInOrder(concepts), ...followUpsInOrder(concepts), ...cardsInOrder(concepts)];
    const ids = named.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) < at)).toEqual([]);
    for (const { id, concept } of named) expect(id.startsWith(`${concept.id}-`), id).toBe(true);
  });

  it('puts the right option in no place more often than in 45 % of all questions', () => {
    const asked = [...questionsInOrder(concepts), ...followUpsInOrder(concepts)];
    const places = asked.map(({ options }) => options.findIndex((option) => 'right' in option));
    for (const place of [0, 1, 2, 3]) {
      expect(places.filter((one) => one === place).length / places.length).toBeLessThan(0.45);
    }
  });

  it('leads from every item to a chapter that there is, at a token that the sentence has', async () => {
    const chapters = readdirSync('site/content/chapters').map((file) => file.replace(/\.mdx$/, ''));
    const lengths = new Map<string, number>();
    for (const [concept, figure] of figuresOfItems()) {
      const { text, pair, token } = placeOf(concept, figure);
      const sentence = `${text} ${pair}`;
      if (!lengths.has(sentence)) lengths.set(sentence, (await presetTrace({ text, pair })).tokens.length);
      expect(chapters).toContain(chapterOf(concept, figure));
      expect(token, conceptFigureLink(concept, figure)).toBeLessThan(lengths.get(sentence)!);
    }
  });
});

function figuresOfItems(): [ConceptEntry, FigureState | undefined][] {
  return concepts.flatMap((concept) => {
    const { notes, questions, followUps, cards } = concept.data;
    return [...notes, ...questions, ...followUps, ...cards].map(
      ({ figure }): [ConceptEntry, FigureState | undefined] => [concept, figure],
    );
  });
}

describe('notes, quiz, cards, chapters, glossary, podcast and pages', () => {
  it.each(contradictions)('would be caught saying: $bad', ({ bad, good }) => {
    expect(contradictionsIn(bad).length).toBe(1);
    expect(contradictionsIn(good)).toEqual([]);
  });

  it('contradict the answer key nowhere', () => {
    const found = [...written, ...podcastTexts, ...screenTexts].flatMap(({ place, text }) =>
      contradictionsIn(text).map((sentence) => `${place}: ${sentence}`),
    );
    expect(found).toEqual([]);
  });

  it('have sums of products that come out', () => {
    const sums = written.flatMap(({ text }) => [...text.matchAll(/(\d+) × (\d+) = ([\d,]+)/g)]);
    expect(sums.length).toBeGreaterThan(5);
    for (const [sum, one, other, product] of sums) {
      expect(Number(one) * Number(other), sum).toBe(Number(product!.replaceAll(',', '')));
    }
  });
});

/** Milliseconds: it knocks out all 144 heads, one after the other. */
const patience = 600_000;

describe('the numbers of notes, quiz, cards, chapters and glossary', () => {
  let claims: Claim[];
  let known: number[];
  beforeAll(async () => {
    const tokenCount = (await presetTrace(presets[0]!)).tokens.length;
    const measured = await Promise.all([
      claimsOfHeads(),
      claimsOfTokens(),
      claimsOfTable(),
      claimsOfMask(),
      claimsOfWeights(),
      claimsOfVectors(),
      claimsOfAttentionOff(),
      claimsOfPositions(),
      claimsOfTransit(),
      claimsOfSweep(),
      claimsOfAtlas(),
      claimsOfPatches(),
      claimsOfShadows(),
      claimsOfSplit(),
      claimsOfUnits(),
      claimsOfHeldWeights(),
    ]);
    claims = [...published, ...measuredOnce, ...arithmetic(tokenCount), ...measured.flat()];
    known = sizes(tokenCount);
  }, patience);

  it('are those of the model or of a paper, rounded to the last digit that is written', () => {
    for (const { words, holds, found } of claims) {
      expect(
        written.some(({ text }) => text.includes(words)),
        `nobody says "${words}"`,
      ).toBe(true);
      expect(holds, `"${words}", found ${JSON.stringify(found)}`).toBe(true);
    }
  });

  it('are all accounted for', () => {
    const said = [...claims.map(({ words }) => words), ...supposed].sort((a, b) => b.length - a.length);
    const unknown = written.flatMap(({ place, text }) => {
      const rest = said.reduce((left, words) => left.replaceAll(words, ' '), text);
      const strange = writtenNumbers(rest).filter((one) => !known.some((value) => agrees(value, one)));
      return strange.map((one) => `${place}: ${one.written}`);
    });
    expect(unknown).toEqual([]);
  });

  it('are the geometry that the weights have: 12 layers of 12 heads of 64 in 768, 512 places, 30,522 tokens', () => {
    expect(config).toMatchObject({
      numHiddenLayers: 12,
      numAttentionHeads: 12,
      headSize: 64,
      hiddenSize: 768,
      intermediateSize: 3072,
      maxPositionEmbeddings: 512,
      vocabSize: 30522,
    });
  });

  it('say that rows sum to 1: every row of every head does, on every preset, within 1e-5', async () => {
    for (const preset of presets) {
      const { tokens, attentions } = await presetTrace(preset);
      for (let row = 0; row < attentions.length; row += tokens.length) {
        const sum = attentions.subarray(row, row + tokens.length).reduce((total, weight) => total + weight, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
      }
    }
  });
});
