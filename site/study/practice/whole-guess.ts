import { type Measured, type Prose, plainWords, prose } from '../../figures/marks/prose/prose.ts';
import { blankedSentence } from '../../model/blank.ts';
import type { Guess } from './changes/changed-guess.ts';
import { type Candidate, nameOf, ownBlank, type Sentence } from './sentence.ts';

/** The probability that the unchanged model gives to a word at the sentence's blank, with the request that gives it. */
export function wholeGuess({ text, pair, trace }: Sentence, token: number, { id, probability }: Candidate): Measured {
  const request = JSON.stringify(blankedSentence({ text, pair }, trace.tokens, token));
  return { value: probability, tensor: `softmax(logits)[0][${id}]`, request };
}

/** The model's guess as a sentence: `With “cat” hidden behind [MASK], the model puts “dog” there (0.31).` */
export function guessSaid(sentence: Sentence, { token, word }: Guess): Prose {
  const isOwn = ownBlank(sentence.trace) === token;
  const where = isOwn ? plainWords('In the blank') : prose`With ${nameOf(sentence, token)} hidden behind [MASK],`;
  return prose`${where} the model puts ${word.token} (${wholeGuess(sentence, token, word)}).`;
}
