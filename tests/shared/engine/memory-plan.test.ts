import { describe, expect, it } from 'vitest';
import { type BertConfig, parseBertConfig } from '../../../shared/bert/config.ts';
import { kernelBytes } from '../../../shared/engine/kernels.ts';
import { type MemoryPlan, planMemory, type Region } from '../../../shared/engine/memory-plan.ts';
import { bertTensors } from '../../../tools/convert/bert-tensors.ts';
import { formatsOf } from '../../../tools/convert/formats.ts';
import { cutIntoParts } from '../../../tools/convert/shard-plan.ts';

/** Geometry of a BERT: [vocabSize, hiddenSize, layers, heads, intermediateSize, positions]. */
type Sizes = readonly [number, number, number, number, number, number];

function configOf([vocab, hidden, layers, heads, intermediate, positions]: Sizes): BertConfig {
  return parseBertConfig({
    model_type: 'bert',
    vocab_size: vocab,
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: intermediate,
    max_position_embeddings: positions,
    type_vocab_size: 2,
  });
}

function planOf(config: BertConfig, id: string): MemoryPlan {
  const tensors = cutIntoParts(bertTensors(config, formatsOf(id), { maskedLm: true, pooler: true }));
  return planMemory(config, Object.fromEntries(tensors.map(({ name, ...entry }) => [name, entry])));
}

const up = (value: number, multiple: number) => Math.ceil(value / multiple) * multiple;

describe.each<[string, Sizes]>([
  ['bert-base-uncased', [30522, 768, 12, 12, 3072, 512]],
  ['all-MiniLM-L6-v2', [30522, 384, 6, 12, 1536, 512]],
  ['tiny-bert', [128, 64, 2, 4, 128, 64]],
  ['a narrow model of odd sizes', [203, 64, 1, 2, 256, 301]],
  ['a model with a large vocabulary for short texts', [50_001, 64, 1, 1, 64, 6]],
])('the memory of %s', (id, sizes) => {
  const config = configOf(sizes);
  const plan = planOf(config, id);
  const tokens = up(config.maxPositionEmbeddings, 4);
  const chunk = Math.min(tokens, 128);

  it('gives every step the space it writes, four rows at a time', () => {
    const { hiddenSize, intermediateSize, headSize, vocabSize } = config;
    const rows = tokens * hiddenSize * 4;
    const paddedKeys = up(config.maxPositionEmbeddings, 8);
    for (const name of ['hidden', 'query', 'key', 'value'] as const)
      expect(plan[name].bytes).toBeGreaterThanOrEqual(rows);
    expect(plan.query.bytes).toBeGreaterThanOrEqual(chunk * intermediateSize * 4);
    expect(plan.logits.bytes).toBeGreaterThanOrEqual(4 * up(vocabSize, 8) * 4);
    expect(plan.quantized.bytes).toBeGreaterThanOrEqual(Math.max(tokens * hiddenSize, chunk * intermediateSize) * 2);
    expect(plan.rowScales.bytes).toBeGreaterThanOrEqual(tokens * 4);
    const activationGroups = Math.max(tokens * hiddenSize, chunk * intermediateSize) / 64;
    expect(plan.rowSums.bytes).toBeGreaterThanOrEqual(activationGroups * 4);
    expect(plan.scores.bytes).toBeGreaterThanOrEqual(config.maxPositionEmbeddings * paddedKeys * 4);
    expect(plan.scores.bytes).toBeGreaterThanOrEqual(2 * chunk * hiddenSize * 4); // transformed values
    expect(plan.panels.bytes).toBeGreaterThanOrEqual(headSize * paddedKeys * 4);
    const groups = Math.max(hiddenSize, intermediateSize) / 64;
    expect(plan.scratch.bytes).toBeGreaterThanOrEqual(groups * 1728 + 192);
    expect(plan.zeros.bytes).toBeGreaterThanOrEqual(hiddenSize * 4);
  });

  it('overlaps nowhere, except that logits stand over query and key, and panels over quantized, and begins each region at a multiple of 16', () => {
    const { weights, logits: _, panels: __, ...others } = plan;
    const working = Object.values(others).filter((part): part is Region => typeof part === 'object');
    const regions = [...weights.values(), ...working].sort((a, b) => a.address - b.address);
    expect(regions.length).toBe(weights.size + 10);
    let end = kernelBytes;
    for (const { address, bytes } of regions) {
      expect(address).toBeGreaterThanOrEqual(end);
      expect(address % 16).toBe(0);
      end = address + bytes;
    }
    expect(plan.bytes).toBeGreaterThanOrEqual(end);
    const { query, key, logits } = plan;
    expect(logits.address).toBe(query.address);
    expect(plan.panels.address).toBe(plan.quantized.address);
    expect(plan.panels.bytes).toBeLessThanOrEqual(plan.quantized.bytes);
    expect(logits.address + logits.bytes).toBeLessThanOrEqual(key.address + key.bytes);
  });

  it('keeps the parts of a matrix side by side, and biases padded to whole tiles', () => {
    const stored = [...plan.weights];
    for (const [i, [name, { address, bytes }]] of stored.entries()) {
      const next = stored[i + 1]?.[1].address ?? plan.hidden.address;
      if (/#\d+$/.test(name)) expect(next).toBe(address + bytes);
      if (name.endsWith('bias')) expect(next).toBeGreaterThanOrEqual(address + up(bytes, 32));
    }
  });
});

it('the memory of bert-base-uncased is at most 100 MiB', () => {
  expect(planOf(configOf([30522, 768, 12, 12, 3072, 512]), 'bert-base-uncased').bytes).toBeLessThanOrEqual(
    100 * 2 ** 20,
  );
});
