import { describe, expect, it } from 'vitest';
import { placeInPlane, principalPlane } from '../../../shared/analysis/principal-plane.ts';
import { row } from '../../../shared/bert/float-tensor.ts';
import { scattered } from '../bert/tiny-bert.ts';

const rows = (...all: number[][]) => all.map((one) => Float32Array.from(one));
const [count, size] = [40, 6];
const many = Array.from({ length: count }, (_, at) => row(scattered(count, size), at));

describe('principalPlane', () => {
  it('finds the two directions in which points spread, the wider one first, wherever they lie', () => {
    const { axes, share } = principalPlane(rows([5, 9, -3], [5, 9, 3], [5, 8, 0], [5, 10, 0]));
    expect([...axes[0]].map((value) => Math.abs(value))).toEqual([0, 0, 1]);
    expect(Math.abs(axes[1][1]!)).toBeCloseTo(1, 9);
    expect(share).toBeCloseTo(1, 9);
  });

  it('says what is left: of spreads of 9, 4 and 1 the first two, 13 of 14', () => {
    const corners = rows([3, 0, 0], [-3, 0, 0], [0, 2, 0], [0, -2, 0], [0, 0, 1], [0, 0, -1]);
    expect(principalPlane(corners).share).toBeCloseTo(13 / 14, 9);
  });

  it('has unit axes at right angles, within 1e-9', () => {
    const { axes } = principalPlane(many);
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    expect(dot(axes[0], axes[0])).toBeCloseTo(1, 9);
    expect(dot(axes[1], axes[1])).toBeCloseTo(1, 9);
    expect(Math.abs(dot(axes[0], axes[1]))).toBeLessThan(1e-9);
  });

  it('keeps at least as much as any pair of coordinates, and puts the mean at the origin', () => {
    const plane = principalPlane(many);
    const variance = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    const each = Array.from({ length: size }, (_, i) => variance(many.map((vector) => vector[i]!)));
    const largest = [...each].sort((a, b) => b - a);
    const total = each.reduce((sum, one) => sum + one, 0);
    expect(plane.share).toBeGreaterThanOrEqual((largest[0]! + largest[1]!) / total);
    const places = many.map((vector) => placeInPlane(plane, vector));
    for (const axis of [0, 1] as const) {
      expect(Math.abs(places.reduce((sum, place) => sum + place[axis], 0))).toBeLessThan(1e-5);
    }
    const kept = variance(places.map(([x]) => x)) + variance(places.map(([, y]) => y));
    expect(kept / total).toBeCloseTo(plane.share, 6);
  });

  it('keeps a sum of vectors a sum of places: a - b + c lands where the arrows lead, within 1e-5', () => {
    const plane = principalPlane(many);
    const [a, b, c] = many as [Float32Array, Float32Array, Float32Array];
    const [at, from, to] = [a, b, c].map((vector) => placeInPlane(plane, vector)) as [number, number][];
    const sum = placeInPlane(
      plane,
      a.map((value, i) => value - b[i]! + c[i]!),
    );
    expect(Math.abs(sum[0] - (at![0] - from![0] + to![0]))).toBeLessThan(1e-5);
    expect(Math.abs(sum[1] - (at![1] - from![1] + to![1]))).toBeLessThan(1e-5);
  });

  it('refuses two vectors', () => {
    expect(() => principalPlane(many.slice(0, 2))).toThrow('expected at least three vectors, found 2');
  });
});
