import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/api/limits.ts';
import { parseBertConfig } from '../../../shared/bert/config.ts';
import { outputShapes } from '../../../shared/engine/outputs.ts';
import { elementCount } from '../../../shared/tensors/tensor.ts';
import { elementsOf, planParts, tensorBytes } from '../../../site/model/answer-size.ts';
import { bertBaseSizes } from '../../../site/model/bert-base.ts';
import { fittingNames } from '../../../site/model/fetch-what-fits.ts';
import { mostTokens } from '../../../site/model/in-answers.ts';
import { mostTokensOf } from '../../../site/model/token-count.ts';
import { tokenizer } from '../../shared/tokenizer/tokenizer-files.ts';

const config = parseBertConfig(
  JSON.parse(
    readFileSync(new URL('../../../site/public/models/bert-base-uncased/config.json', import.meta.url), 'utf8'),
  ),
);
const names = [...outputShapes(config, { maskedLm: true, pooler: true }).keys()];

it("the page's sizes are the model's", () => {
  expect(bertBaseSizes).toEqual(config);
});

describe('what an answer weighs', () => {
  it.each([2, 13, 122, 512])('is as many numbers as the tensor has, for every tensor of %i tokens', (n) => {
    const heads = config.numAttentionHeads;
    const expected = (name: string) => {
      const { kind, size } = outputShapes(config, { maskedLm: true, pooler: true }).get(name)!;
      const shapes = {
        rows: [n, size],
        pairs: [n, n],
        headRows: [heads, n, size],
        headPairs: [heads, n, n],
        listedRows: [n, size],
        vector: [size],
      };
      return elementCount(shapes[kind]);
    };
    for (const name of names) expect(elementsOf(name, n), name).toBe(expected(name));
    expect(tensorBytes(names, n)).toBe(4 * names.reduce((sum, name) => sum + expected(name), 0));
  });

  it('is never more than is allowed, whatever is asked of however many tokens; nothing is left out or asked twice', () => {
    const askable = names.filter((name) => !name.startsWith('logits'));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...askable), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 512 }),
        fc.constantFrom('f32' as const, 'f16' as const),
        fc.constantFrom(1, 2),
        (asked, seqLen, dtype, copies) => {
          const parts = planParts(asked, seqLen, dtype, copies);
          if (!parts) return;
          for (const part of parts) {
            const width = part.dtype === 'f16' && copies === 1 ? 2 : 4;
            const bytes = copies * width * part.names.reduce((sum, name) => sum + elementsOf(name, seqLen), 0);
            expect(part.bytes).toBe(bytes);
            expect(bytes).toBeLessThanOrEqual(limits.tensorBytes);
          }
          expect(parts.flatMap((part) => part.names)).toEqual(asked);
        },
      ),
    );
  });

  it('is one answer for hidden states up to 210 tokens and three for 512; heads of a layer are float16 beyond 418', () => {
    const states = names.filter((name) => name.startsWith('hidden_states'));
    expect([210, 211, 512].map((seqLen) => planParts(states, seqLen)?.length)).toEqual([1, 2, 3]);
    expect([418, 419].map((seqLen) => planParts(['attentions.8'], seqLen)?.[0]?.dtype)).toEqual(['f32', 'f16']);
    expect(planParts(['transformed_value.8'], 512)).toBeUndefined();
    expect(fittingNames(['attentions.8', 'transformed_value.8', 'mixing.0'], 512)).toEqual([
      'attentions.8',
      'mixing.0',
    ]);
    expect(mostTokens((seqLen) => planParts(['transformed_value.8'], seqLen) !== undefined)).toBe(455);
  });
});

it('a text has never more tokens than its bytes say, accents, Hangul and music included', () => {
  const count = (text: string, pair: string) => tokenizer.encode(text, pair || undefined).length;
  for (const text of ['한국어 글자', 'ΐ ᾂ Ǖ', '𝅗𝅥𝅘𝅥𝅮', '!!!???', 'مرحبا', '🙂🙂', '[MASK][MASK]', '世界', 'ﬁ Å ṩ']) {
    expect(count(text, ''), text).toBeLessThanOrEqual(mostTokensOf({ text, pair: '' }));
  }
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (text, pair) => {
      expect(count(text, pair)).toBeLessThanOrEqual(mostTokensOf({ text, pair }));
    }),
  );
});
