import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conceptSchema } from '../../../site/content/concept-schema.ts';
import { sourceOf } from '../../../site/prose/sources.ts';
import { type ConceptEntry, notesInOrder, questionsInOrder, questionsOf } from '../../../site/study/study.ts';

const content = new URL('../../../site/content/concepts/', import.meta.url);

function concept(id: string, noteOrders: number[], questionOrders: number[]): ConceptEntry {
  const notes = noteOrders.map((order) => ({ order, statement: 's', text: 't' }));
  const questions = questionOrders.map((order) => ({
    id: `${id}-${'x'.repeat(order * 2)}`,
    order,
    question: 'q',
    options: [],
    explanation: 'e',
  }));
  const empty = { gives: 'x', needs: [], figure: {}, leftOut: [], followUps: [], cards: [], covered: [], pairs: [] };
  return { id, data: { title: id, order: 1, ...empty, notes, questions } };
}

describe('study content', () => {
  it('puts notes and questions of all concepts into one order', () => {
    const concepts = [concept('a', [2], [3, 1]), concept('b', [1, 3], [1.5])];
    expect(notesInOrder(concepts).map(({ concept }) => concept.id)).toEqual(['b', 'a', 'b']);
    const questions = questionsInOrder(concepts);
    expect(questions.map(({ concept, number }) => [concept.id, number])).toEqual([
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ]);
    expect(questionsOf('a', concepts).map(({ number }) => number)).toEqual([1, 3]);
  });

  it('names the place that is empty or taken twice, and what two questions share', () => {
    expect(() => notesInOrder([concept('a', [1, 3], [])])).toThrow('expected note 2 next, found note 3');
    expect(() => questionsInOrder([concept('a', [], [1, 1])])).toThrow(
      'expected an order of its own, found 1 of a-xx at a-xx too',
    );
    const [one] = concept('b', [], [1]).data.questions;
    const twins = concept('b', [], []);
    const withTwins = { ...twins, data: { ...twins.data, questions: [one!, { ...one!, order: 2 }] } };
    expect(() => questionsInOrder([withTwins])).toThrow('expected an id of its own, found b-xx');
  });

  it('refuses a question without exactly one right option, and a verdict without its correction', () => {
    const { data } = concept('a', [], [1]);
    const wrong = { text: 'x', why: 'y' };
    const right = { text: 'x', right: true };
    const withOptions = (options: object[]) => ({ ...data, questions: [{ ...data.questions[0], options }] });
    expect(conceptSchema.safeParse(withOptions([right, wrong, wrong, wrong])).success).toBe(true);
    expect(conceptSchema.safeParse(withOptions([wrong, wrong, wrong, wrong])).success).toBe(false);
    expect(conceptSchema.safeParse(withOptions([right, right, wrong, wrong])).success).toBe(false);
    const judged = { ...data, questions: [], notes: [{ order: 1, statement: 's', text: 't', verdict: 'wrong' }] };
    expect(conceptSchema.safeParse(judged).success).toBe(false);
  });

  it('cites only sources that are listed', () => {
    const cited = readdirSync(content).flatMap((file) => {
      const prose = readFileSync(new URL(file, content), 'utf8');
      return [...prose.matchAll(/@([a-z]+\d{4})/g)].map(([, id]) => id!);
    });
    expect(cited.length).toBeGreaterThan(10);
    for (const id of cited) expect(sourceOf(id).url).toMatch(/^https:/);
  });
});
