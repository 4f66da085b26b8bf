import { describe, expect, it } from 'vitest';
import { headSink, normSink } from '../../shared/model/attention-sinks.ts';

describe('headSink', () => {
  it('hands on every head when its last row is in', () => {
    const seen: [layer: number, head: number, probs: number[]][] = [];
    const sink = headSink(2, [5], (layer, head, probs) => seen.push([layer, head, [...probs]]));
    sink.write('attentions.5', 0, 0, Float32Array.of(1, 2));
    expect(seen).toEqual([]);
    sink.write('attentions.5', 0, 2, Float32Array.of(3, 4));
    sink.write('attentions.5', 0, 4, Float32Array.of(5, 6));
    sink.write('attentions.5', 0, 6, Float32Array.of(7, 8));
    expect(seen).toEqual([
      [5, 0, [1, 2, 3, 4]],
      [5, 1, [5, 6, 7, 8]],
    ]);
  });

  it('wants the attention of its layers and nothing else', () => {
    const sink = headSink(2, [0, 11], () => undefined);
    expect(['attentions.0', 'attentions.1', 'attentions.11', 'query.0'].map((name) => sink.wants(name))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe('normSink', () => {
  it('keeps the length of every row, wherever its chunk begins', () => {
    const { sink, norms } = normSink(2, 2, 2, [3]);
    sink.write('transformed_value.3', 0, 0, Float32Array.of(3, 4, 0, 0));
    sink.write('transformed_value.3', 0, 6, Float32Array.of(6, 8));
    expect([...(norms.get(3) ?? [])]).toEqual([5, 0, 0, 10]);
  });

  it('wants the transformed values of its layers and nothing else', () => {
    const { sink } = normSink(2, 2, 2, [3]);
    expect(['transformed_value.3', 'transformed_value.2', 'value.3'].map(sink.wants)).toEqual([true, false, false]);
  });
});
