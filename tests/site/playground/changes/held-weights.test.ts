import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceRequest } from '../../../../shared/api/trace/contract.ts';
import {
  changesModel,
  changesOnTheWire,
  hasChanges,
  interventionOf,
  isPlainPass,
  unchanged,
} from '../../../../site/playground/changes/changed-pass.ts';
import {
  hasRow,
  heldOnTheWire,
  heldShare,
  holdWeight,
  mostRows,
  releaseWeight,
  roomFor,
} from '../../../../site/playground/changes/held-weights.ts';
import { movedRequest } from '../../../../site/playground/changes/moved-request.ts';
import { secondChanges } from '../../../../site/playground/compare/second-changes.ts';
import { changesSaid, unreached } from '../../../../site/playground/compare/what-is-compared.ts';
import { curlCommand, pythonProgram } from '../../../../site/playground/export/request-code.ts';
import type { Screen } from '../../../../site/playground/export/screen-request.ts';
import { type Changes, noChanges, readPlace, startPlace, writePlace } from '../../../../site/playground/place.ts';
import { withHeadsIn } from '../../../../site/playground/words/words-request.ts';

const cell = { layer: 8, head: 10, from: 8, to: 2 };
const one = holdWeight(noChanges, { ...cell, share: 0.4 });
const two = holdWeight(one, { ...cell, to: 1, share: 0.5 });
const at = { at: 'attentions.8', heads: [10], from: [8] };

describe('a weight of the playground', () => {
  it('is held, changed, and let go; with none left nothing is changed', () => {
    expect(heldShare(two, cell)).toBe(0.4);
    expect(holdWeight(two, { ...cell, share: 0.1 }).held).toEqual([
      { ...cell, share: 0.1 },
      { ...cell, to: 1, share: 0.5 },
    ]);
    expect(releaseWeight(one, cell)).toEqual(noChanges);
    expect([hasChanges(one), changesModel(one), hasChanges(noChanges)]).toEqual([true, true, false]);
  });

  it('has the room that the others of its row leave', () => {
    expect(roomFor(two, cell)).toBe(0.5);
    expect(roomFor(two, { ...cell, to: 5 })).toBe(0.1);
    expect(roomFor(two, { ...cell, from: 3 })).toBe(1);
    const many = Array.from({ length: mostRows }, (_, from) => from).reduce(
      (changes: Changes, from) => holdWeight(changes, { ...cell, from, share: 0 }),
      noChanges,
    );
    expect(hasRow(many, { ...cell, from: 40 })).toBe(false);
    expect(hasRow(many, { ...cell, to: 5 })).toBe(true);
    expect(heldOnTheWire(many)!.length).toBeLessThanOrEqual(64);
  });

  it('is two interventions a row, and none in a head that is knocked out', () => {
    expect(changesOnTheWire(two).interventions).toEqual([
      { ...at, to: [2, 1], set: 0, renormalize: true },
      { ...at, to: [2, 1], set: [[[4, 5]]], renormalize: true },
    ]);
    expect(interventionOf(two).interventions).toEqual(changesOnTheWire(two).interventions);
    const out = changesOnTheWire({ ...two, off: [8 * 12 + 10] });
    expect(out.interventions).toEqual([{ at: 'attentions.0', heads: [0], from: [0], scale: 1 }]);
    expect(traceRequest.safeParse({ text: 'a', tensors: ['attentions.8'], ...out }).error).toBeUndefined();
  });

  it('is compared with a pass that rounds alike: nothing is changed there, but it is no plain pass', () => {
    for (const before of [unchanged(two), withHeadsIn({ ...two, masked: [3] })]) {
      expect(changesModel(before)).toBe(false);
      expect(isPlainPass(before)).toBe(false);
      expect(changesOnTheWire(before).interventions).toEqual([{ at: 'attentions.0', heads: [0], from: [0], scale: 1 }]);
    }
    expect(unchanged({ off: [3], masked: [1] })).toEqual(noChanges);
    expect(isPlainPass(noChanges)).toBe(true);
  });

  it('stands in the link, layers and heads from 1, and comes back from it', () => {
    expect(decodeURIComponent(String(writePlace({ ...startPlace, changes: two })))).toBe(
      'weight=9.11.8.2.40,9.11.8.1.50',
    );
    const weight = fc.record({
      layer: fc.integer({ min: 0, max: 11 }),
      head: fc.integer({ min: 0, max: 11 }),
      from: fc.integer({ min: 0, max: 511 }),
      to: fc.integer({ min: 0, max: 511 }),
      share: fc.integer({ min: 0, max: 10 }).map((tenth) => tenth / 100),
    });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 8 }), (weights) => {
        const changes = weights.reduce(holdWeight, noChanges);
        expect(readPlace(`#${writePlace({ ...startPlace, changes })}`).changes).toEqual(changes);
      }),
    );
  });

  it('is left out of a link where it is misspelt, out of range, twice there, or more than its row has', () => {
    for (const wrong of ['9.11.8.2', '9.11.8.2.101', '13.1.0.0.5', '9.13.0.0.5', '9.11.512.0.5', '9.11.8.2.4.5', 'x']) {
      expect(readPlace(`#weight=${wrong}`).changes, wrong).toEqual(noChanges);
    }
    expect(readPlace('#weight=9.11.8.2.40,9.11.8.2.10,9.11.8.1.70').changes.held).toEqual([{ ...cell, share: 0.4 }]);
  });

  it('is said in words, and why another head shows nothing of it', () => {
    const tokens = ['[CLS]', 'the', 'cat', 'sat', 'on', 'the', 'mat', 'because', 'it'].map((text) => ({ text }));
    expect(changesSaid(one, tokens)).toBe('Layer 9 · Head 11: “it” to “cat” at 40\u00a0%');
    const place = { layer: 8, head: 10, lens: 'weight' } as const;
    expect(unreached(one, place)).toBeUndefined();
    expect(unreached(one, { ...place, layer: 9 })).toBeUndefined();
    expect(unreached(one, { ...place, head: 3 })!.layer).toBe(9);
    expect(unreached(one, { ...place, layer: 2 })!.why).toContain('nothing is changed before layer 3');
  });

  it('is carried to the second text between the counterparts of its tokens, or not at all', () => {
    const texts = (...some: string[]) => some.map((text) => ({ text, special: text.startsWith('[') })) as never;
    const a = texts('[CLS]', 'the', 'cat', 'sat', '[SEP]');
    const b = texts('[CLS]', 'so', 'the', 'cat', 'ran', '[SEP]');
    const held = [
      { layer: 3, head: 1, from: 2, to: 4, share: 0.4 },
      { layer: 3, head: 1, from: 3, to: 2, share: 0.1 },
    ];
    expect(secondChanges({ ...noChanges, held }, a, b).changes.held).toEqual([{ ...held[0]!, from: 3, to: 5 }]);
  });

  it('is in the code that asks for the same numbers', () => {
    const screen = { text: 'The cat sat.', pair: '', changes: one, seqLen: 6 } as unknown as Screen;
    expect(curlCommand('https://bert.example', movedRequest(screen))).toContain('"set":0.666666667,"renormalize":true');
    expect(pythonProgram('https://bert.example', movedRequest(screen))).toContain('"renormalize": True');
  });
});
