import { describe, expect, it } from 'vitest';
import { bert } from '../../../shared/bert/bert.ts';
import { trace, traceNames } from '../../../shared/bert/trace.ts';
import { golden, tinyConfig, tinyWeights } from './tiny-bert.ts';

describe('trace', () => {
  it('gives exactly the names that traceNames announces, in that order', () => {
    const output = bert(tinyConfig, tinyWeights, golden('pair').input);
    expect(Object.keys(trace(output))).toEqual(traceNames(tinyConfig));
  });

  it('has the last hidden state under both of its names', () => {
    const tensors = trace(bert(tinyConfig, tinyWeights, golden('one').input));
    expect(tensors.last_hidden_state).toBe(tensors['hidden_states.2']);
  });
});
