import { describe, expect, it } from 'vitest';
import { dotLabels, narrowRoom, wideRoom } from '../../../../site/figures/curve-and-vessel/dot-labels.ts';
import { layerLabels } from '../../../../site/figures/curve-and-vessel/layer-labels.ts';
import {
  between,
  type Change,
  curveAt,
  divisors,
  dropsOf,
  fanPath,
  pouringOf,
  rulerTicks,
  shareName,
  unchanged,
} from '../../../../site/figures/curve-and-vessel/pouring.ts';
import { softmaxFigure, softmaxSteps } from '../../../../site/figures/softmax/softmax-row.ts';
import { evaluate } from '../marks/number/evaluate.ts';
import type { TensorNode } from '../marks/number/nodes.ts';
import { parseTensorName } from '../marks/number/parse.ts';
import { pick, tensorValue } from '../marks/number/values.ts';
import { tinyPlace, tinyTrace } from '../tiny-trace.ts';

/** The row of "it" in layer 9, head 11 of the first sentence, to two decimals. */
const scores = [1.04, 5.49, 7.54, 4.25, 2.06, 1.12, 2.81, 0.69, 2.29, -0.09, -0.37, 2.12, 0.37];
const texts = 'CLS the cat sat on the mat because it was tired . SEP'.split(' ');
const shares = (change = unchanged) => dropsOf(pouringOf({ scores }, change)).map(({ share }) => share);

function expectNear(found: readonly number[], expected: readonly number[], within: number) {
  expect(found.length).toBe(expected.length);
  for (const [index, one] of expected.entries()) expect(Math.abs(found[index]! - one)).toBeLessThan(within);
}

describe('the vessel', () => {
  it('holds the weights of softmax, within 1e-12', () => {
    expectNear(shares(), softmaxSteps(scores).weights, 1e-12);
  });

  it.each(divisors)('is full to 1 within 1e-12 with a division by %d, each layer on the one below', (divisor) => {
    const layers = dropsOf(pouringOf({ scores }, { divisor, added: 0 })).toSorted((a, b) => a.bottom - b.bottom);
    let filled = 0;
    for (const { bottom, share } of layers) {
      expect(Math.abs(bottom - filled)).toBeLessThan(1e-12);
      filled += share;
    }
    expect(Math.abs(filled - 1)).toBeLessThan(1e-12);
  });

  it('does not move within 1e-9 when 100 is added to all, however sharp the row is', () => {
    for (const divisor of divisors) {
      expectNear(shares({ divisor, added: 100 }), shares({ divisor, added: 0 }), 1e-9);
    }
  });

  it('has the layers in the order of their dots, so that no stream crosses another', () => {
    const drops = dropsOf(pouringOf({ scores }, unchanged)).toSorted((a, b) => a.height - b.height);
    for (const [index, { bottom }] of drops.slice(1).entries()) {
      expect(bottom).toBeGreaterThanOrEqual(drops[index]!.bottom);
    }
  });

  it('gives more to a score that is pulled up, and less to every other', () => {
    const pulled = shares({ ...unchanged, pulled: { key: 1, to: 7 } });
    for (const [key, share] of shares().entries()) {
      if (key === 1) expect(pulled[key]).toBeGreaterThan(share);
      else expect(pulled[key]).toBeLessThan(share);
    }
  });

  it('takes rows of one token, of equal scores and of 512', () => {
    for (const row of [[3], [2, 2, 2], Array.from({ length: 512 }, (_, key) => Math.sin(key))]) {
      const drops = dropsOf(pouringOf({ scores: row }, unchanged));
      expect(Math.abs(drops.reduce((sum, { share }) => sum + share, 0) - 1)).toBeLessThan(1e-9);
      for (const { x } of drops) expect(x > 0 && x < 1).toBe(true);
    }
  });
});

describe('the curve', () => {
  it('goes through every dot, within 1e-12', () => {
    for (const divisor of divisors) {
      const pouring = pouringOf({ scores }, { divisor, added: 3 });
      for (const { x, height } of dropsOf(pouring)) expect(Math.abs(curveAt(pouring, x) - height)).toBeLessThan(1e-12);
    }
  });

  it('has a ruler of four to eight round numbers, in which the scores lie where they are', () => {
    for (const divisor of divisors) {
      const ticks = rulerTicks(pouringOf({ scores }, { divisor, added: 100 }));
      expect(ticks.length).toBeGreaterThanOrEqual(4);
      expect(ticks.length).toBeLessThanOrEqual(8);
      for (const { x } of ticks) expect(x >= 0 && x <= 1).toBe(true);
    }
    const [zero] = rulerTicks(pouringOf({ scores: [0, 10] }, unchanged)).filter(({ value }) => value === 0);
    expect(zero!.x).toBeCloseTo(dropsOf(pouringOf({ scores: [0, 10] }, unchanged))[0]!.x, 9);
  });

  it('is led from the height of a dot to its layer', () => {
    expect(fanPath({ key: 0, x: 0.5, height: 0.75, share: 0.25, bottom: 0.5 })).toBe(
      'M0 250C500 250 500 250 1000 250V500C500 500 500 250 0 250Z',
    );
  });
});

describe('the way from one row to another', () => {
  it('begins at the one and ends at the other, within 1e-12', () => {
    const [from, to] = [pouringOf({ scores }, unchanged), pouringOf({ scores }, { divisor: 1, added: 100 })];
    const way = between(from, to);
    for (const [part, end] of [
      [0, from],
      [1, to],
    ] as const) {
      expectNear(way(part).scores, end.scores, 1e-12);
      expect(way(part).factor).toBeCloseTo(end.factor, 12);
      expect(way(part).added).toBe(end.added);
    }
  });
});

describe('the words', () => {
  it.each([wideRoom, narrowRoom])('beside the dots are each on a free place of a room $width wide', (room) => {
    for (const divisor of divisors) {
      const pouring = pouringOf({ scores }, { divisor, added: 0 });
      const drops = dropsOf(pouring);
      const labels = dotLabels(drops, texts, pouring, room);
      expect(labels.length).toBeGreaterThan(4);
      const boxes = labels.map(({ key, x, up }) => ({
        x: x * room.width,
        y: (1 - drops[key]!.height) * room.height - up,
        half: (texts[key]!.length * room.letter) / 2,
      }));
      for (const [index, one] of boxes.entries()) {
        const over = boxes
          .slice(index + 1)
          .filter(
            (other) => Math.abs(one.x - other.x) < one.half + other.half && Math.abs(one.y - other.y) < room.line - 1,
          );
        expect(over).toEqual([]);
      }
    }
  });

  it('beside the vessel are those of thick layers; the others are counted together', () => {
    const { each, others } = layerLabels(dropsOf(pouringOf({ scores }, unchanged)), 0.05);
    expect(each.map(({ key }) => texts[key])).toEqual(['the', 'cat']);
    expect(others.length).toBe(11);
  });
});

describe('the names of the shares', () => {
  const view = softmaxFigure.view(tinyTrace, tinyPlace);
  const tensorNamed = (name: string) => {
    const { shape, data } = tinyTrace.tensors[name]!;
    return tensorValue(shape, data);
  };
  const source = {
    tensor: ({ name, path, indices }: TensorNode) => pick(tensorNamed([name, ...path].join('.')), indices),
    words: () => [],
    tokens: () => [],
  };
  const named = (key: number, change: Change) => evaluate(parseTensorName(shareName(view, change, key)), source);
  const pulled = { key: 1, to: 1.5 };

  it.each([
    unchanged,
    { divisor: 2, added: 0 },
    { divisor: 32, added: 100 },
    { divisor: 8, added: 0, pulled },
    { divisor: 4, added: 100, pulled },
  ])('say how they are computed again, within 1e-6: %o', (change) => {
    const drops = dropsOf(pouringOf(view, change));
    for (const { key, share } of drops) expect(Math.abs(named(key, change).data[0]! - share)).toBeLessThan(1e-6);
  });
});
