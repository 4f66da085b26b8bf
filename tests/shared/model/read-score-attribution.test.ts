import { beforeAll, describe, expect, it } from 'vitest';
import { correlation } from '../../../shared/analysis/correlation.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { readScoreAttribution } from '../../../shared/model/read-score-attribution.ts';
import { scoreSplits } from '../../golden/score-splits.ts';
import { seededRandom } from '../engine/random.ts';
import { loadServed } from './served-models.ts';

let bert: Bert;
let miniLm: Bert;
beforeAll(async () => {
  [bert, miniLm] = [await loadServed('bert-base-uncased'), await loadServed('all-MiniLM-L6-v2')];
});

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
const texts = ['The cat sat on the mat because it was tired.', 'a', 'Любовь 你好 🙂 naïve café!!!', 'word '.repeat(90)];

describe('readScoreAttribution', () => {
  it.each(scoreSplits())(
    '$name: follows a BERT in float64, Pearson at least .99 for terms and centred',
    async (split) => {
      const found = await readScoreAttribution(bert, bert.tokenize(split.text), split);
      expect(found.sources).toEqual(split.sources);
      expect(Math.abs(found.score - split.score)).toBeLessThan(0.15);
      expect(correlation([...found.terms], [...split.terms])).toBeGreaterThan(0.99);
      expect(correlation([...found.centred], [...split.centred])).toBeGreaterThan(0.99);
    },
  );

  it.each(['bert-base-uncased', 'all-MiniLM-L6-v2'] as const)(
    '%s: of sixty scores rounding leaves at most 2e-3, and 2e-4 on average; with it the terms add up within 1e-5',
    async (id) => {
      const model = id === bert.id ? bert : miniLm;
      const random = seededRandom(7);
      const left: number[] = [];
      for (const text of texts) {
        const tokens = model.tokenize(text);
        const any = (count: number) => random.integer(0, count - 1);
        for (let i = 0; i < 15; i++) {
          const place = {
            layer: any(model.config.numHiddenLayers),
            head: any(model.config.numAttentionHeads),
            from: any(tokens.length),
            to: any(tokens.length),
          };
          const { terms, centred, score, aboveRowMean, rounding } = await readScoreAttribution(model, tokens, place);
          expect(Math.abs(sum(terms) - score)).toBeLessThan(1e-5);
          expect(Math.abs(sum(centred) - aboveRowMean)).toBeLessThan(1e-5);
          left.push(Math.abs(rounding.terms), Math.abs(rounding.centred));
        }
      }
      expect(Math.max(...left)).toBeLessThan(2e-3);
      expect(sum(left) / left.length).toBeLessThan(2e-4);
    },
    60_000,
  );
});
