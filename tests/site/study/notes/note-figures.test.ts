import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../site/figures/marks/prose/prose.ts';
import { traceRow } from '../../../../site/model/trace.ts';
import { toMarkdown } from '../../../../site/prose/to-markdown.ts';
import { noteFigure } from '../../../../site/study/notes/note-figures.ts';
import type { NoteView } from '../../../../site/study/notes/note-view.ts';
import { notesMarkdown } from '../../../../site/study/notes/notes-markdown.ts';
import { tinyPlace, tinyTrace } from '../../figures/tiny-trace.ts';
import { catSentence } from '../practice/practice-sentences.ts';

const { trace } = catSentence;
const place = { text: catSentence.text, pair: '', layer: 8, head: 10, token: 8 };
const catView = (order: number) => noteFigure(order).view(trace, place);
const tinyView = (order: number) => noteFigure(order).view(tinyTrace, tinyPlace);
const cells = ({ rows }: NoteView, column = 0) => rows.map((row) => row.cells[column]!.number.value);
const labels = ({ rows }: NoteView) => rows.map(({ label }) => plainText(label));

describe('the figure of note', () => {
  it('1: the tokens of the sentence whose rows are most alike, falling', () => {
    const cosines = cells(tinyView(1));
    expect(cosines).toHaveLength(4);
    expect(cosines).toEqual(cosines.toSorted((a, b) => b - a));
  });

  it('2: the vector of *it* ends at a cosine of 0.14 with its input', () => {
    expect(cells(catView(2))).toHaveLength(5);
    expect(cells(catView(2)).at(-1)).toBeCloseTo(0.141, 3);
  });

  it('3: a pair both ways, each product divided by the root of the head size within 1e-5', () => {
    const view = tinyView(3);
    expect(cells(view)).toHaveLength(2);
    cells(view).forEach((product, row) => {
      expect(Math.abs(product / 4 - cells(view, 1)[row]!)).toBeLessThan(1e-5);
    });
  });

  it('4: the largest weights with their scores, in the same order', () => {
    const [scores, weights] = [cells(tinyView(4)), cells(tinyView(4), 1)];
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it('5: weight times the length of the value', () => {
    const view = tinyView(5);
    cells(view).forEach((weight, row) => {
      expect(weight * cells(view, 1)[row]!).toBeCloseTo(cells(view, 2)[row]!, 9);
    });
  });

  it('6: the largest share is *cat*, and even the smallest is more than 0', () => {
    const [largest, equal, smallest] = cells(catView(6)) as [number, number, number];
    expect(labels(catView(6))[0]).toBe('“cat”, the largest');
    expect(largest).toBeGreaterThan(equal);
    expect(equal).toBeGreaterThan(smallest);
    expect(smallest).toBeGreaterThan(0);
  });

  it('7: *it* gives *cat* more than twice what *cat* gives back', () => {
    expect(labels(catView(7))).toEqual(['“it” to “cat”', '“it” to itself', '“cat” to “it”', '“cat” to itself']);
    const [given, , back] = cells(catView(7)) as [number, number, number];
    expect(given).toBeGreaterThan(2 * back);
  });

  it('8: per layer the weight that leaves the token, and the cosine with the input, falling to the last', () => {
    const mixing = Array.from({ length: 12 }, (_, layer) => [
      `mixing.${layer}`,
      { shape: [13, 1], data: new Float32Array(13).fill(0.01 * (layer + 1)) },
    ]);
    const whole = { ...trace, tensors: { ...trace.tensors, ...Object.fromEntries(mixing) } };
    const view = noteFigure(8).view(whole, place);
    expect(view.rows).toHaveLength(12);
    let kept = 0;
    for (let head = 0; head < 12; head++) {
      for (let token = 0; token < 13; token++) kept += traceRow(trace, 'attentions.3', head, token, token)[0]!;
    }
    expect(cells(view)[3]).toBeCloseTo(1 - kept / 156, 6);
    expect(cells(view, 1)[3]).toBeCloseTo(0.04, 6);
    expect(cells(view, 2)[11]!).toBeLessThan(cells(view, 2)[0]!);
    expect(plainText(view.lead)).toContain('only 0.0650 of');
  });

  it('9: three vectors as the head makes them', () => {
    const strips = tinyView(9).rows.map(({ strip }) => strip!);
    expect(strips.map(({ tensor }) => tensor)).toEqual(['query.1[2][3]', 'key.1[2][3]', 'value.1[2][3]']);
    expect(strips[0]!.values[5]).toBeCloseTo(traceRow(tinyTrace, 'query.1', 2, 3, 5)[0]!, 7);
  });

  it("10: the two tokens at either end of the direction that the token's query is longest in", () => {
    const view = tinyView(10);
    const query = [...traceRow(tinyTrace, 'query.1', 2, 3)].map(Math.abs);
    const component = query.indexOf(Math.max(...query));
    const reach = tinyTrace.tokens.map((_, token) => traceRow(tinyTrace, 'query.1', 2, token, component)[0]!);
    const order = reach.toSorted((a, b) => b - a);
    cells(view).forEach((value, row) => {
      expect(value).toBeCloseTo([...order.slice(0, 2), ...order.slice(-2)][row]!, 7);
    });
  });

  it('11: the largest weight of the token in each of twelve heads', () => {
    expect(cells(catView(11))).toEqual(
      Array.from({ length: 12 }, (_, head) => Math.max(...traceRow(trace, 'attentions.8', head, 8))),
    );
    expect(labels(catView(11))[10]).toContain('cat');
  });

  it('12: the five targets on average and at most, over all heads', () => {
    const view = catView(12);
    expect(labels(view)).toHaveLength(5);
    const before: number[] = [];
    for (let layer = 0; layer < 12; layer++) {
      for (let head = 0; head < 12; head++) before.push(traceRow(trace, `attentions.${layer}`, head, 8, 7)[0]!);
    }
    expect(cells(view)[1]).toBeCloseTo(before.reduce((sum, weight) => sum + weight, 0) / 144, 6);
    expect(cells(view, 1)[1]).toBe(Math.max(...before));
    const first = noteFigure(12).view(trace, { ...place, token: 0 });
    expect(labels(first)).not.toContain('the token before');
  });

  it('13 does not exist', () => {
    expect(() => noteFigure(13)).toThrow('found none for note 13');
  });
});

describe('the notes as Markdown', () => {
  const concept = { id: 'residual', data: { title: 'Residual path' } } as never;
  const closing = { title: 'What a weight does not say', text: 'As @jain2019 found.' };
  const leftOut = [{ title: 'LayerNorm', text: 'It comes after.' }];

  it('strike what is wrong, and say what is so, with the measurement', () => {
    const note = {
      order: 1,
      statement: 'They stay.',
      verdict: 'wrong',
      corrected: 'They **move**.',
      text: 'See [@clark2019].',
      concept,
    } as const;
    const file = notesMarkdown([note], { leftOut, closing }, () => catView(7), catSentence.text);
    expect(file).toContain('## 1. They **move**.\n\nWrong as stated: ~~They stay.~~\n\nSee ([Clark');
    expect(file).toContain(
      'The parts of “it” and of its strongest partner in layer 9, head 11:\n\n| from | weight |\n',
    );
    expect(file).toMatch(/\| “it” to “cat” \| 0\.8\d\d \|\n/);
    expect(file).toContain('\n\n## What the twelve leave out\n\n**LayerNorm.** It comes after.');
    expect(file).toMatch(/## What a weight does not say\n\nAs \[Jain and Wallace 2019\]\(https:.*\) found\.\n$/);
  });

  it('keep the marks of the prose, and escape what only looks like marks', () => {
    expect(toMarkdown('*it* asks `[SEP]`, *W*~O~')).toBe('*it* asks `[SEP]`, *W*<sub>O</sub>');
    expect(toMarkdown('2 < 3 and a_b')).toBe('2 \\< 3 and a\\_b');
  });
});
