import { attentionContradictions } from './contradictions/attention.ts';
import type { Contradiction } from './contradictions/contradiction.ts';
import { evidenceContradictions } from './contradictions/evidence.ts';
import { inputContradictions } from './contradictions/input.ts';
import { layerContradictions } from './contradictions/layers.ts';

/** All claims that the answer key says are wrong. */
export const contradictions: readonly Contradiction[] = [
  ...inputContradictions,
  ...attentionContradictions,
  ...layerContradictions,
  ...evidenceContradictions,
];

/** The sentences of a text that claim what the key denies, each with what the key says. */
export function contradictionsIn(text: string): string[] {
  const sentences = text.split(/(?<=[.!?])\s+/);
  return contradictions.flatMap(({ wrong, unless, instead }) =>
    sentences
      .filter(
        (sentence, at) => wrong.test(sentence) && !unless.test(sentences.slice(Math.max(0, at - 1), at + 2).join(' ')),
      )
      .map((sentence) => `"${sentence}", where ${instead}`),
  );
}
