import { expect, it } from 'vitest';
import { writeSafetensors } from '../../../shared/tensors/safetensors.ts';
import { readAttentionFile, writeAttentionFile } from '../../../site/model/attention-file.ts';
import {
  type AttentionTrace,
  headWeights,
  plainHead,
  queryRow,
  unpackTrace,
} from '../../../site/model/attention-trace.ts';

const token = { id: 1, text: 'a', start: 0, end: 1, special: false, word: 0, type: 0 } as const;
const trace: AttentionTrace = {
  model: 'tiny',
  tokens: [token, { ...token, id: 2 }],
  layers: [3, 5],
  heads: [1, 7],
  attentions: Float32Array.from({ length: 16 }, (_, i) => i / 16),
};

it('reads back the trace that it wrote', () => {
  expect(readAttentionFile(writeAttentionFile(trace))).toEqual(trace);
});

it('finds a head by its number in the model, and none that the trace does not hold', () => {
  expect([...headWeights(trace, 5, 1)!]).toEqual([8, 9, 10, 11].map((i) => i / 16));
  expect([...queryRow(headWeights(trace, 5, 7)!, 2, 1)]).toEqual([14 / 16, 15 / 16]);
  expect(headWeights(trace, 0, 0)).toBeUndefined();
});

it('carries one head through plain numbers without losing a bit', () => {
  const carried = unpackTrace(JSON.parse(JSON.stringify(plainHead(trace, 3, 7))));
  expect(headWeights(carried, 3, 7)).toEqual(headWeights(trace, 3, 7));
});

it('refuses an answer whose shape does not fit its tokens', () => {
  const attentions = { dtype: 'F32', shape: [1, 1, 3, 3], data: new Float32Array(9) } as const;
  const metadata = { tokens: JSON.stringify(trace.tokens), layers: '[0]', heads: '[0]' };
  expect(() => readAttentionFile(writeSafetensors({ attentions }, metadata))).toThrow(
    'expected attentions [1,1,2,2], found [1,1,3,3]',
  );
  expect(() => readAttentionFile(writeSafetensors({ attentions }, { layers: '[0]' }))).toThrow('expected tokens');
});
