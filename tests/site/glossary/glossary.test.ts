import { readFileSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { siteTable } from '../../../shared/bert/site-table.ts';
import { readGlossary } from '../../../site/glossary/read-glossary.ts';

const glossary = readGlossary();
const folder = 'site/public/models/bert-base-uncased';
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const documented = readFileSync('shared/api/trace/contract.ts', 'utf8');

/** Settings, arguments, outputs and local names of `modeling_bert.py` and `tokenization_bert.py`, which no file here has. */
const ofTheLibrary = [
  'attention_head_size',
  'attention_probs',
  'attention_scores',
  'attentions',
  'cls_token',
  'context_layer',
  'head_mask',
  'hidden_states',
  'input_ids',
  'logits',
  'mask_token',
  'sep_token',
  'token_type_ids',
  'unk_token',
];

describe('the glossary', () => {
  it('has each term once, and each word for one of them', () => {
    for (const all of [
      glossary.map(({ id }) => id),
      glossary.map(({ term }) => term),
      glossary.flatMap(({ words }) => words),
    ]) {
      expect(all.filter((one, at) => all.indexOf(one) < at)).toEqual([]);
    }
    expect(glossary.length).toBeGreaterThan(30);
  });

  it('calls weights and settings as the model’s own files do', () => {
    const weights: string[] = Object.keys(readJson(`${folder}/model.safetensors.index.json`).weight_map);
    const settings = Object.keys(readJson(`${folder}/config.json`));
    const unknown = glossary
      .flatMap(({ huggingFace }) => huggingFace)
      .filter((name) => !ofTheLibrary.includes(name) && !settings.includes(name))
      .filter((name) => !weights.some((weight) => weight.replace(/^encoder\.layer\.\d+\./, '').startsWith(name)));
    expect(unknown).toEqual([]);
  });

  it('names tensors that a trace has', () => {
    for (const { api } of glossary) {
      if (api !== undefined) expect(api in siteTable || documented.includes(api), api).toBe(true);
    }
  });

  it('has formulas that can be set', () => {
    for (const { formula } of glossary) {
      if (formula)
        expect(() => katex.renderToString(formula, { throwOnError: true, trust: true, strict: false })).not.toThrow();
    }
  });
});
