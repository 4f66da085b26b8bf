import { beforeAll, describe, expect, it } from 'vitest';
import { presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { traceRow } from '../../../../site/model/trace.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';
import { keyCard } from '../../../../site/study/cards/shown-card.ts';
import type { Diagram } from '../../../../site/study/diagrams/diagram.ts';
import { drawDiagrams } from '../../../../site/study/diagrams/diagrams.ts';
import { cardsInOrder, pairsInOrder } from '../../../../site/study/study.ts';
import { concepts } from '../answer-key/key-texts.ts';

let diagrams: Readonly<Record<string, Diagram>>;
beforeAll(async () => {
  diagrams = await drawDiagrams();
});

const cards = [...cardsInOrder(concepts), ...pairsInOrder(concepts)].map(keyCard);

describe('the drawings of the cards', () => {
  it('are there for every card, with the part that a card covers', () => {
    for (const { id, drawing } of cards) {
      const diagram = diagrams[drawing!.name];
      expect(diagram, id).toBeDefined();
      if (drawing!.covered) expect(diagram!.markup, id).toContain(`data-part="${drawing!.covered}"`);
    }
    expect(cards.filter(({ drawing }) => drawing?.covered).length).toBeGreaterThanOrEqual(10);
  });

  it('say in words what they show, and are together at most 110 KB', () => {
    for (const [name, { alt }] of Object.entries(diagrams)) expect(alt.length, name).toBeGreaterThan(60);
    expect(JSON.stringify(diagrams).length).toBeLessThan(110_000);
  });

  it('have each part once, so that a cover hides no other', () => {
    for (const [name, { markup }] of Object.entries(diagrams)) {
      const parts = [...markup.matchAll(/data-part="([^"]+)"/g)].map(([, part]) => part);
      expect(new Set(parts).size, name).toBe(parts.length);
    }
  });

  it("print the model's numbers: the score of it for cat, the weights of its row, the share of others", async () => {
    const names = ['attention_scores.8', 'attentions.8', 'mixing.8'];
    const trace = await presetTensors(firstPreset, names);
    const printed = new Map<string, string>();
    for (const { markup } of Object.values(diagrams)) {
      for (const [, name, text] of markup.matchAll(/data-tensor="([^"]+)">([^<]+)</g)) printed.set(name!, text!);
    }
    const number = (name: string) => Number(printed.get(name)!.replace(/\u00a0%/, 'e-2'));
    const score = traceRow(trace, 'attention_scores.8', 10, 8, 2)[0]!;
    expect(number('attention_scores.8[10][8][2]')).toBeCloseTo(score, 1);
    expect(Math.abs(number('query.8[10][8] . key.8[10][2]') / 8 - score)).toBeLessThan(0.07);
    expect(number('attentions.8[10][8][2]')).toBeCloseTo(traceRow(trace, 'attentions.8', 10, 8, 2)[0]!, 2);
    expect(number('mixing.8[8][0]')).toBeCloseTo(traceRow(trace, 'mixing.8', 8)[0]!, 2);
  });
});

describe('the cards', () => {
  it('have no back that is a number alone', () => {
    for (const { id, back } of cards)
      expect(back.match(/\p{L}{2,}/gu)?.length ?? 0, `${id}: ${back}`).toBeGreaterThan(0);
    const bare = cards.filter(({ back }) => /^[\d\s×=,.%<>*-]+$/u.test(back));
    expect(bare).toEqual([]);
  });
});
