import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseBertConfig } from '../../../shared/bert/config.ts';
import { outputShapes, passEnd } from '../../../shared/engine/outputs.ts';

describe('passEnd', () => {
  const names = [
    ...outputShapes(parseBertConfig(JSON.parse(readFileSync('tests/golden/tiny-bert/config.json', 'utf8'))), {
      maskedLm: true,
      pooler: true,
    }).keys(),
  ];
  const endFor = (...wanted: string[]) =>
    passEnd(names, { wants: (name) => wanted.includes(name), write: () => undefined }, 2);

  it.each([
    [[], 0, false],
    [['embeddings.sum', 'hidden_states.0', 'logits.0'], 0, false],
    [['query.0'], 1, true],
    [['query.0', 'context.0'], 1, false],
    [['hidden_states.1', 'embeddings.word'], 1, false],
    [['logits.1'], 1, false],
    [['attentions.1', 'attentions.0', 'hidden_states.1'], 2, true],
    [['attention_norms.1', 'mixing.0'], 2, true],
    [['hidden_states.2'], 2, false],
    [['last_hidden_state'], 2, false],
    [['pooler_output'], 2, false],
    [['logits'], 2, false],
  ])('for %j is after layer %i, at its attention: %s', (wanted, layers, endsAtAttention) => {
    expect(endFor(...wanted)).toEqual({ layers, endsAtAttention });
  });
});
