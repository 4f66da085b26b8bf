import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseBertConfig } from '../../shared/bert/config.ts';
import { layersWanted, outputShapes } from '../../shared/engine/outputs.ts';

describe('layersWanted', () => {
  const names = [
    ...outputShapes(
      parseBertConfig(JSON.parse(readFileSync('tests/golden/tiny-bert/config.json', 'utf8'))),
      true,
    ).keys(),
  ];
  const layersFor = (...wanted: string[]) =>
    layersWanted(names, { wants: (name) => wanted.includes(name), write: () => undefined }, 2);

  it.each([
    [[], 0],
    [['embeddings.sum', 'hidden_states.0', 'logits.0'], 0],
    [['query.0'], 1],
    [['hidden_states.1', 'embeddings.word'], 1],
    [['logits.1'], 1],
    [['attentions.1', 'attentions.0'], 2],
    [['hidden_states.2'], 2],
    [['last_hidden_state'], 2],
    [['logits'], 2],
  ])('for %j are %i', (wanted, layers) => {
    expect(layersFor(...wanted)).toBe(layers);
  });
});
