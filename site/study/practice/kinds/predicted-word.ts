import { type Measured, prose } from '../../../figures/marks/prose/prose.ts';
import { rankedOptions } from '../options.ts';
import type { QuestionKind } from '../question.ts';
import { hasLead, nameOf, type Sentence } from '../sentence.ts';

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
      ({ index, value }) => probability(sentence, blank.token, words[index]!.id, value),
    );
    if (!options) return undefined;
    const hidden = nameOf(sentence, blank.token);
    const own = words.findIndex(({ token }) => token === sentence.trace.tokens[blank.token]!.text);
    const where = own === 0 ? 'its first guess is the word that stood there' : 'the word that stood there is another';
    return {
      chapter: 'layers',
      place: { layer, head: 0, token: blank.token },
      prompt: prose`If ${hidden} is hidden behind [MASK], which word does the model put there?`,
      options,
      explanation: [
        ...prose`The model gives ${words[0]!.token} ${options[0]!.measured[0]!}; `,
        { kind: 'text', text: `${where}. It reads both sides of the blank.` },
      ],
    };
  },
};

function probability({ text, pair }: Sentence, token: number, id: number, value: number): Measured {
  const request = JSON.stringify({ text, ...(pair && { text_pair: pair }), mask_tokens: [token] });
  return { value, tensor: `softmax(logits)[0][${id}]`, request };
}
