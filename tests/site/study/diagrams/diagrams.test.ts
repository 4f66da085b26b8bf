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
const drawn = cards.flatMap((card) => (card.drawing ? [{ ...card, drawing: card.drawing }] : []));
const numbersIn = (text: string) => text.match(/\d+(?:[.,]\d+)*/g) ?? [];

describe('the drawings of the cards', () => {
  it('are there where a card names one, with the part that it covers; none is drawn for no card', () => {
    for (const { id, drawing } of drawn) {
      const diagram = diagrams[drawing.name];
      expect(diagram, id).toBeDefined();
      if (drawing.covered) expect(diagram!.markup, id).toContain(`data-part="${drawing.covered}"`);
    }
    expect(drawn.filter(({ drawing }) => drawing.covered).length).toBeGreaterThanOrEqual(10);
    expect(Object.keys(diagrams).toSorted()).toEqual([...new Set(drawn.map(({ drawing }) => drawing.name))].toSorted());
  });

  it('have no number that is not in the words of the card, seen or read out', () => {
    const foreign = drawn.flatMap(({ id, front, back, drawing }) => {
      const { markup, alt } = diagrams[drawing.name]!;
      const seen = [...markup.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);
      const said = new Set(numbersIn(`${front} ${back}`));
      return numbersIn([...seen, alt].join(' '))
        .filter((number) => !said.has(number))
        .map((number) => `${id}: ${number} on ${drawing.name}`);
    });
    expect(foreign).toEqual([]);
    expect(numbersIn(diagrams.residual!.markup.replace(/<[^>]*>/g, ' '))).toEqual(['96', '19']);
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

  it("draw the model's weights: the bars of it are as long as softmax and the sum have them", async () => {
    const trace = await presetTensors(firstPreset, ['attentions.8']);
    for (const [name, side, whole] of [
      ['softmax', 'height', 64],
      ['weighted-sum', 'width', 60],
    ] as const) {
      const bars = [...diagrams[name]!.markup.matchAll(/<rect class="weight"[^>]*>/g)].map(([bar]) => bar);
      expect(bars.length, name).toBeGreaterThan(3);
      for (const bar of bars) {
        const to = Number(bar.match(/data-tensor="attentions\.8\[10\]\[8\]\[(\d+)\]"/)![1]);
        const length = Number(bar.match(new RegExp(` ${side}="([\\d.]+)"`))![1]);
        expect(length / whole, `${name}: ${to}`).toBeCloseTo(traceRow(trace, 'attentions.8', 10, 8, to)[0]!, 2);
      }
    }
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
