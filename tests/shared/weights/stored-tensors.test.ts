import { expect, test } from 'vitest';
import { storedTensors } from '../../../shared/weights/stored-tensors.ts';

test('a float tensor is stored under its own name and shape', () => {
  expect(storedTensors('b', { format: 'f32', shape: [5] })).toEqual([{ name: 'b', dtype: 'F32', shape: [5] }]);
  expect(storedTensors('p', { format: 'f16', shape: [5, 3] })).toEqual([{ name: 'p', dtype: 'F16', shape: [5, 3] }]);
});

test('a quantized matrix is stored as tiles, its scales right after it', () => {
  expect(storedTensors('w', { format: 'int8', shape: [9, 128] })).toEqual([
    { name: 'w', dtype: 'U8', shape: [2, 2, 512] },
    { name: 'w.scale', dtype: 'F16', shape: [2, 2, 8] },
  ]);
});

test('parts share the tiles as evenly as they can, and none is empty', () => {
  const stored = storedTensors('w', { format: 'int6', shape: [40, 64], parts: 4 });
  expect(stored).toEqual([
    { name: 'w#0', dtype: 'U8', shape: [1, 1, 384] },
    { name: 'w#1', dtype: 'U8', shape: [1, 1, 384] },
    { name: 'w#2', dtype: 'U8', shape: [1, 1, 384] },
    { name: 'w#3', dtype: 'U8', shape: [2, 1, 384] },
    { name: 'w.scale', dtype: 'F16', shape: [5, 1, 8] },
  ]);
});

test('float tensors have no parts', () => {
  expect(() => storedTensors('b', { format: 'f32', shape: [64], parts: 2 })).toThrow('b: expected no parts for f32');
});
