import { describe, expect, it } from 'vitest';
import { headName } from '../../../../../shared/atlas/head-name.ts';
import {
  changeName,
  changeStyle,
  factorText,
  headRequests,
} from '../../../../../site/figures/marks/head-map/head-change.ts';
import { parseTensorName } from '../number/parse.ts';

const strength = (change: number) => Number(/--strength:([\d.]+)%/.exec(changeStyle(change))![1]);

describe('the colour of a change', () => {
  it('is full where the probability is halved or doubled, and grows with the root', () => {
    expect(strength(-Math.LN2)).toBe(100);
    expect(strength(Math.LN2)).toBe(100);
    expect(strength(5)).toBe(100);
    expect(strength(-Math.LN2 / 4)).toBe(50);
    expect(strength(0)).toBe(0);
  });

  it('has one ink for a loss, one for a gain, and none where nothing is known', () => {
    expect(changeStyle(-0.1)).toContain('--negative');
    expect(changeStyle(0.1)).toContain('--positive');
    expect(changeStyle(Number.NaN)).toBe('--strength:0%');
  });
});

it('is said as a factor', () => {
  expect(factorText(-Math.LN2)).toBe('times 0.50');
  expect(factorText(Number.NaN)).toBe('not known yet');
});

it('names a head as papers do', () => {
  expect(headName(8, 10)).toBe('9-11');
});

it('names requests that differ in one head alone', () => {
  const asked = { text: 'Dogs chase cats.', pair: 'They run.', masked: [3] };
  const sentence = { text: 'Dogs chase cats.', text_pair: 'They run.', mask_tokens: [3] };
  expect(JSON.parse(headRequests(asked, { layer: 8, head: 10 }))).toEqual([
    sentence,
    { ...sentence, interventions: [{ at: 'attentions.8', heads: [10], set: 0 }] },
    { ...sentence, interventions: [{ at: 'attentions.8', heads: [10], scale: 1 }] },
  ]);
  expect(() => parseTensorName(changeName(3, 2068))).not.toThrow();
});
