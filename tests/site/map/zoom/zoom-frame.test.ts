import { describe, expect, it } from 'vitest';
import { type Picture, zoomBetween } from '../../../../site/map/zoom/zoom-frame.ts';

const outer: Picture = { width: 1200, height: 600, thing: { left: 700, top: 300, width: 100, height: 50 } };
const inner: Picture = { width: 1200, height: 400, thing: { left: 0, top: 40, width: 1000, height: 300 } };
const frameAt = zoomBetween(outer, inner);

/** A CSS transform as a function of points. */
function applied(transform: string): (x: number, y: number) => [number, number] {
  const [left, top, scale] = /translate\((.*)px, (.*)px\) scale\((.*)\)/.exec(transform)!.slice(1).map(Number);
  return (x, y) => [left! + scale! * x, top! + scale! * y];
}

describe('the camera between a picture and a part of it', () => {
  it('begins with the outer picture as it is, and nothing of the inner one', () => {
    expect(frameAt(0)).toMatchObject({
      height: 600,
      outer: 'translate(0px, 0px) scale(1)',
      outerOpacity: 1,
      innerOpacity: 0,
    });
  });

  it('ends with the inner picture as it is, and nothing of the outer one', () => {
    expect(frameAt(1)).toMatchObject({
      height: 400,
      inner: 'translate(0px, 0px) scale(1)',
      outerOpacity: 0,
      innerOpacity: 1,
    });
  });

  it.each([0, 0.1, 0.3, 0.5, 0.8, 1])(
    'keeps the thing of both in one place, within a pixel, at %d of the way',
    (part) => {
      const frame = frameAt(part);
      const [x, y] = applied(frame.outer)(750, 325);
      const [innerX, innerY] = applied(frame.inner)(500, 190);
      expect(Math.abs(x - innerX)).toBeLessThan(1);
      expect(Math.abs(y - innerY)).toBeLessThan(1);
    },
  );

  it('shows something on all of the way', () => {
    for (let part = 0; part <= 1; part += 0.05) {
      const { outerOpacity, innerOpacity } = frameAt(part);
      expect(Math.max(outerOpacity, innerOpacity)).toBeGreaterThan(0.5);
    }
  });

  it('never turns back on its way in', () => {
    const scales = Array.from({ length: 21 }, (_, step) => Number(/scale\((.*)\)/.exec(frameAt(step / 20).inner)![1]));
    const small = zoomBetween({ ...outer, thing: { ...outer.thing, left: 560, top: 280 } }, inner);
    expect(Number(/scale\((.*)\)/.exec(small(0.5).outer)![1])).toBeGreaterThan(1);
    expect(scales.at(-1)).toBeCloseTo(1, 4);
    expect(scales[0]).toBeLessThan(0.2);
  });
});
