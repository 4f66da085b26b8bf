import { expect, it } from 'vitest';
import { measured } from '../../../site/first-paint/measured.ts';
import { presetTensors } from '../../../site/first-paint/preset-trace.ts';
import { traceRow } from '../../../site/model/trace.ts';
import { firstPreset } from '../../../site/reader/presets.ts';

it('reads one number of the first sentence by its name', async () => {
  const trace = await presetTensors(firstPreset, ['attentions.8']);
  expect(await measured('attentions.8[10][8][2]')).toBe(traceRow(trace, 'attentions.8', 10, 8)[2]);
});

it('reads the cosine of two vectors and a share of a row, within 1e-6', async () => {
  const trace = await presetTensors(firstPreset, ['hidden_states.0', 'hidden_states.12', 'attention_norms.6']);
  const [first, last] = ['hidden_states.0', 'hidden_states.12'].map((name) => Array.from(traceRow(trace, name, 8)));
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  const cosine = dot(first!, last!) / Math.sqrt(dot(first!, first!) * dot(last!, last!));
  expect(await measured('cos(hidden_states.12[8], hidden_states.0[8])')).toBeCloseTo(cosine, 6);
  const norms = Array.from(traceRow(trace, 'attention_norms.6', 3, 8));
  const share = norms[12]! / norms.reduce((sum, value) => sum + value, 0);
  expect(await measured('attention_norms.6[3][8][12] / sum(attention_norms.6[3][8])')).toBeCloseTo(share, 6);
});

it.each(['cat', 'cos(hidden_states.0[8])', 'attentions.8[10][8]', 'attentions.8[10][8] / sum(attentions.8[10][8])'])(
  'refuses "%s", which names no number',
  async (name) => {
    await expect(measured(name)).rejects.toThrow(/expected (a name like|the name of one number)/);
  },
);
