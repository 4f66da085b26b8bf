import { describe, expect, it } from 'vitest';
import { headSink } from '../../../shared/model/head-squares.ts';

describe('headSink', () => {
  it('hands on every head when its last row is in', () => {
    const seen: [layer: number, head: number, probs: number[]][] = [];
    const sink = headSink(2, 'attentions', [5], (layer, head, probs) => seen.push([layer, head, [...probs]]));
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
    const sink = headSink(2, 'attentions', [0, 11], () => undefined);
    expect(['attentions.0', 'attentions.1', 'attentions.11', 'query.0'].map((name) => sink.wants(name))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('wants the norms instead where they are asked for', () => {
    const sink = headSink(2, 'attention_norms', [3], () => undefined);
    expect(['attention_norms.3', 'attention_norms.2', 'attentions.3'].map(sink.wants)).toEqual([true, false, false]);
  });
});
