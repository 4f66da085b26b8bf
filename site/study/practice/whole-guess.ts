import type { Measured } from '../../figures/marks/prose/prose.ts';
import { blankedSentence } from '../../model/blank.ts';
import type { Candidate, Sentence } from './sentence.ts';

/** The probability that the unchanged model gives to a word at the sentence's blank, with the request that gives it. */
export function wholeGuess({ text, pair, trace }: Sentence, token: number, { id, probability }: Candidate): Measured {
  const request = JSON.stringify(blankedSentence({ text, pair }, trace.tokens, token));
  return { value: probability, tensor: `softmax(logits)[0][${id}]`, request };
}
