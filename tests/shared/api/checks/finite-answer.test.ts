import { describe, expect, it } from 'vitest';
import { expectFiniteTensors, expectHeld, mayOverflow } from '../../../../shared/api/checks/finite-answer.ts';
import type { WireIntervention } from '../../../../shared/api/fields/intervention.ts';
import { float16Bits } from '../../../../shared/tensors/float16.ts';
import type { TensorPieces } from '../../../../shared/tensors/tensor-pieces.ts';

const changes = (...fields: Partial<WireIntervention>[]) => ({
  interventions: fields.map((each) => ({ at: 'query.3', ...each }) as WireIntervention),
});
const f16 = (...values: number[]): TensorPieces => ({
  dtype: 'F16',
  shape: [values.length],
  pieces: [Uint16Array.from(values, float16Bits)],
});
const f32 = (...values: number[]): TensorPieces => ({
  dtype: 'F32',
  shape: [values.length],
  pieces: [Float32Array.from(values)],
});

describe('mayOverflow', () => {
  it.each([
    ['nothing changed', changes(), false, false],
    ['a head without weights', changes({ set: 0 }), false, false],
    ['halved', changes({ scale: [0.5, -1] }), false, false],
    ['no division by 8', changes({ scale: 8 }), false, true],
    ['a word in place of numbers', changes({ set: 'uniform' }), false, false],
    ['a patch', changes({ patch: { text: 'a', text_pair: undefined, tokens: undefined } }), false, false],
    ['ten times ten, in all of seven places', changes(...Array(7).fill({ scale: 10 })), true, true],
    [
      'one number among many',
      changes({
        add: [
          [0, 0],
          [0, -3e6],
        ],
      }),
      true,
      true,
    ],
    ['divided by what may cancel out', changes({ set: -0.5, renormalize: true }), true, true],
  ])('%s', (_, run, inF32, inF16) => {
    expect([mayOverflow(run, 'F32'), mayOverflow(run, 'F16')]).toEqual([inF32, inF16]);
  });
});

describe('numbers that an element type does not hold', () => {
  it('are named with their tensor, and what to do', () => {
    expect(() => expectFiniteTensors({ a: f16(1, 65_504), b: f16(2, 65_520) }, changes({ scale: 9 }))).toThrow(
      'interventions: expected changes after which b has finite numbers in float16, which ends at 65,504, found some that are not. Ask for "dtype": "f32", or set, scale or add smaller numbers.',
    );
    expect(() => expectFiniteTensors({ a: f32(1, Number.NaN) }, changes({ scale: 9 }))).toThrow(/a has .* in float32,/);
  });

  it("are the model's own where nothing was changed, and no float in bytes", () => {
    expect(() => expectFiniteTensors({ a: f32(Number.NaN) }, changes())).not.toThrow();
    const bytes: TensorPieces = { dtype: 'U8', shape: [1], pieces: [Uint8Array.of(255)] };
    expect(() => expectFiniteTensors({ bytes }, changes({ scale: 9 }))).not.toThrow();
  });

  it.each([65_519, 65_520])('are found before they are written: %d is an infinity of float16 or not', (value) => {
    const isHeld = (float16Bits(value) & 0x7c00) !== 0x7c00;
    expect(isHeld).toBe(value < 65_520);
    const check = () => expectHeld('a', 'F16', Float32Array.of(value), changes({ scale: 9 }));
    if (isHeld) expect(check).not.toThrow();
    else expect(check).toThrow('interventions');
  });
});
