import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { combine, embeddingTable, nearestWords } from '../../../shared/analysis/nearest-words.ts';
import { parseBertConfig } from '../../../shared/bert/config.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { readModel } from '../../../shared/weights/read-model.ts';
import { presetTrace } from '../../../site/first-paint/preset-trace.ts';
import { firstPreset, presets } from '../../../site/reader/presets.ts';
import { chapterFronts } from '../study/answer-key/key-texts.ts';
import {
  type Claim,
  claimsOfAllLayers,
  claimsOfOneHead,
  lastCosineToInput,
  published,
  sizes,
  weightOnSep,
} from './claims.ts';
import { readEpisode, saidIn } from './read-episode.ts';
import { type SpokenNumber, spokenNumbers } from './spoken-numbers.ts';

const model = 'site/public/models/bert-base-uncased';
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

const episode = readEpisode();
const all = episode.chapters.map(({ chapter }) => saidIn(episode, chapter)).join(' ');

/** Whether a value, rounded to the last digit that was said, is the number said. */
function agrees(value: number, { value: said, unit }: SpokenNumber): boolean {
  return Math.abs(Math.round(value / unit) * unit - said) < unit / 1000;
}

describe('the script', () => {
  it('tells the steps in the order of the essay, in 1,250 to 1,500 words', () => {
    const orders = episode.chapters.map(({ chapter }) => chapterFronts.get(chapter)!.order);
    expect(orders).toEqual([...new Set(orders)].sort((a, b) => a - b));
    const words = all.split(/\s+/).length;
    expect(words).toBeGreaterThan(1_250);
    expect(words).toBeLessThan(1_500);
  });

  it('is written for the ear: no digits, signs or brackets, and nothing that has to be seen', () => {
    expect(all).not.toMatch(/[\d[\]()*#`%=+×²–—]/);
    expect(all).not.toMatch(/\b(above|below|figures?|shown|on the (left|right)|teal|brown|purple|darker|lighter)\b/i);
  });

  // What a layer makes of a token is asked after both of its halves.
  const asking = episode.chapters.filter(({ chapter }) => chapter !== 'feed-forward');
  it.each(asking)('$chapter: ends with a question, time to answer it, and the answer', ({ lines }) => {
    const asked = lines.findIndex(({ pause }) => pause !== undefined && pause >= 2);
    expect(lines[asked]!.text).toMatch(/\?$/);
    expect(lines[asked + 1]!.speaker).not.toBe(lines[asked]!.speaker);
  });

  it('says what the notes leave out or say wrongly', () => {
    expect(saidIn(episode, 'residual')).toContain('Weakly related tokens stay nearly identical to their input');
    expect(saidIn(episode, 'residual')).toMatch(/The residual path, not weak relations\./);
    expect(saidIn(episode, 'lenses')).toMatch(/Jain and Wallace.*Wiegreffe and Pinter.*smaller networks than BERT/);
    expect(saidIn(episode, 'positions')).toMatch(/segment.*LayerNorm/);
    for (const { text } of presets.filter(({ id }) => id === 'cat' || id === 'bank')) expect(all).toContain(text);
  });
});

describe('the numbers of the script', () => {
  let claims: Claim[];
  let known: number[];
  beforeAll(async () => {
    const tokenCount = (await presetTrace(firstPreset)).tokens.length;
    known = sizes(parseBertConfig(readJson(`${model}/config.json`)), tokenCount);
    claims = [...published, ...(await claimsOfOneHead()), ...(await claimsOfAllLayers())];
  });

  it('are those that the model gives, rounded to the last digit that is said', () => {
    for (const { chapter, words, value } of claims) {
      expect(saidIn(episode, chapter)).toContain(words);
      const [said] = spokenNumbers(words);
      expect(agrees(value, said!), `${chapter}: "${words}", found ${value}`).toBe(true);
    }
  });

  it('are all accounted for', () => {
    const counted = ['zero', 'one', 'two', 'three'];
    for (const { chapter } of episode.chapters) {
      const claimed = claims.filter((claim) => claim.chapter === chapter).map(({ words }) => words);
      const rest = claimed.reduce((said, words) => said.replaceAll(words, ' '), saidIn(episode, chapter));
      const unknown = spokenNumbers(rest).filter(
        (said) => !counted.includes(said.words) && !known.some((value) => agrees(value, said)),
      );
      expect(unknown.map(({ words }) => `${chapter}: ${words}`)).toEqual([]);
    }
  });

  it('"about half" and "about a fifth" are within 0.1 and 0.02', async () => {
    const middle = (await weightOnSep()).slice(4, 10);
    expect(saidIn(episode, 'softmax')).toContain('in the middle layers of our sentence, about half of all weight');
    for (const weight of middle) expect(Math.abs(weight - 0.5)).toBeLessThan(0.1);
    expect(saidIn(episode, 'residual')).toContain('on average, about a fifth');
    expect(Math.abs((await lastCosineToInput()) - 0.2)).toBeLessThan(0.02);
  });
});

describe('the word arithmetic of the script', () => {
  const said = saidIn(episode, 'embeddings').toLowerCase();
  let nearest: (plus: string, minus: string, other: string) => string[];
  beforeAll(async () => {
    const { data } = (await readModel(openFolder(model))).floatTensor('embeddings.word_embeddings.weight')!;
    const ids: Record<string, number> = readJson(`${model}/tokenizer.json`).model.vocab;
    const words = Object.keys(ids).sort((a, b) => ids[a]! - ids[b]!);
    const table = embeddingTable(data, data.length / words.length);
    nearest = (plus, minus, other) => {
      const asked = [plus, minus, other].map((word) => ids[word]!);
      const [from, away, to] = asked.map((id) => table.row(id));
      return nearestWords(combine([from!, to!], [away!]), table, 2, asked).map(({ id }) => words[id]!);
    };
  });

  it('comes out as it is said, in the table that is served', () => {
    expect(said).toMatch(/take "king", subtract "man", add "woman".*is "queen"/);
    expect(nearest('king', 'man', 'woman')[0]).toBe('queen');
    expect(said).toContain('rome minus italy plus france gives paris');
    expect(nearest('rome', 'italy', 'france')[0]).toBe('paris');
    expect(said).toContain('paris minus france plus italy gives "italian", and then "milan"');
    expect(nearest('paris', 'france', 'italy')).toEqual(['italian', 'milan']);
  });
});
