import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadServed } from './served-models.ts';

const folder = new URL('../../../site/content/concepts/', import.meta.url);
const sentenceCount = 50;

/** Plain English of the site's own: the first sentence of every explanation in the answer key, without its marks. */
function ownSentences(): string[] {
  const concepts = readdirSync(folder).map((file) => parse(readFileSync(new URL(file, folder), 'utf8')));
  const texts: string[] = concepts.flatMap(({ questions, followUps }) =>
    [...questions, ...(followUps ?? [])].flatMap(({ explanation, options }) => [
      explanation,
      ...options.flatMap(({ why }: { why?: string }) => (why === undefined ? [] : [why])),
    ]),
  );
  const sentences = texts.map((text) => text.split(/(?<=\.) /)[0]!);
  return sentences.filter((sentence) => /^[\w ,.;']{30,}$/.test(sentence)).slice(0, sentenceCount);
}

it("over 50 sentences, 17 to 21 % of the attention blocks' output comes from other tokens: the published 19 %", async () => {
  const bert = await loadServed('bert-base-uncased');
  const names = Array.from({ length: bert.config.numHiddenLayers }, (_, layer) => `mixing.${layer}`);
  const sentences = ownSentences();
  expect(sentences.length).toBe(sentenceCount);
  const shares: number[] = [];
  for (const sentence of sentences) {
    const tensors = await bert.trace(bert.tokenize(sentence), names);
    for (const name of names) shares.push(...(tensors[name]!.data as Float32Array));
  }
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(mean).toBeGreaterThan(0.17);
  expect(mean).toBeLessThan(0.21);
});
