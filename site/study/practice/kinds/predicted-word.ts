import { plainWords, prose } from '../../../figures/marks/prose/prose.ts';
import { rankedOptions } from '../options.ts';
import type { QuestionKind } from '../question.ts';
import { hasLead, nameOf, ownBlank } from '../sentence.ts';
import { wholeGuess } from '../whole-guess.ts';

/** Candidates must be whole words, because pieces and punctuation would stand out among the options. */
const isWord = (token: string) => /^\p{L}+$/u.test(token);

/** "Which word would the model put in place of *cat*?" */
export const predictedWord: QuestionKind = {
  name: 'predicted-word',
  concept: 'layers',
  tensors: () => ['hidden_states.0'],
  ask: (sentence, layer) => {
    const { blank } = sentence;
    if (!blank || !isWord(blank.candidates[0]?.token ?? '')) return undefined;
    const words = blank.candidates.filter(({ token }) => isWord(token));
    const best = words.map(({ probability }, index) => ({ index, value: probability }));
    if (!hasLead(best)) return undefined;
    const options = rankedOptions(
      best,
      (index) => words[index]!.token,
      ({ index }) => wholeGuess(sentence, blank.token, words[index]!),
    );
    if (!options) return undefined;
    const hidden = nameOf(sentence, blank.token);
    const isOwn = ownBlank(sentence.trace) === blank.token;
    const own = words.findIndex(({ token }) => token === sentence.trace.tokens[blank.token]!.text);
    const stood = own === 0 ? 'the word that stood there is its first guess' : 'the word that stood there is another';
    return {
      chapter: 'layers',
      place: { layer, head: 0, token: blank.token },
      prompt: isOwn
        ? prose`Which word does the model put in place of [MASK]?`
        : prose`If ${hidden} is hidden behind [MASK], which word does the model put there?`,
      from: prose`The words on both sides of the blank, all of them: the model reads the whole sentence at once.`,
      options,
      explanation: [
        ...prose`The model gives ${words[0]!.token} ${options[0]!.measured[0]!}`,
        ...plainWords(isOwn ? '.' : `; ${stood}.`),
      ],
    };
  },
};
