import { mostAlike } from '../../../figures/embeddings/table-rows.ts';
import { cosinesWith } from '../../../figures/layers/pair-drift.ts';
import { prose } from '../../../figures/marks/prose/prose.ts';
import { shuffled } from '../../random.ts';
import { rankedTokens } from '../options.ts';
import { isContentWord } from '../own-notes/content-words.ts';
import type { Asked, QuestionKind } from '../question.ts';
import { firstMade, nameOf, type Sentence, wordTokens } from '../sentence.ts';

/** Least difference between two cosines that a question asks the reader to tell apart. */
const leastGap = 0.05;
/** Words that are less alike than this are alike in nothing that a reader could name. */
const leastAlike = 0.3;

/** "Whose row of the table points most nearly the same way as that of *cat*?" */
export const closestEmbedding: QuestionKind = {
  name: 'closest-embedding',
  concept: 'embeddings',
  card: 'embeddings-alike',
  tensors: () => ['embeddings.word'],
  ask: (sentence, layer, random) =>
    firstMade(shuffled(contentTokens(sentence), random), (token) => askOf(sentence, { layer, head: 0, token })),
};

/** The words that mean something by themselves: of others nobody can tell which are used alike. */
function contentTokens({ trace }: Sentence): number[] {
  return wordTokens(trace).filter((index) => isContentWord(trace.tokens[index]!.text));
}

function askOf(sentence: Sentence, place: Asked['place']): Asked | undefined {
  const { token } = place;
  const { trace } = sentence;
  const cosines = cosinesWith(trace, 'embeddings.word', token);
  const words = new Set(wordTokens(trace));
  const best = mostAlike({ tokens: trace.tokens, token, cosines }, trace.tokens.length)
    .filter((index) => words.has(index))
    .map((index) => ({ index, value: cosines[index]! }));
  const isClear = best.length > 1 && best[0]!.value - best[1]!.value >= leastGap;
  if (!isClear || best[0]!.value < leastAlike || !contentTokens(sentence).includes(best[0]!.index)) return undefined;
  const options = rankedTokens(sentence, best, ({ index, value }) => ({
    value,
    tensor: `cos(embeddings.word[${token}], embeddings.word[${index}])`,
  }));
  if (!options) return undefined;
  const name = nameOf(sentence, token);
  return {
    chapter: 'embeddings',
    place,
    prompt: prose`In the table of embeddings, before any context, which word of your sentence points most nearly the same way as ${name}?`,
    from: prose`Rows of words that are used alike point in similar directions: the same sort of word, in the same sort of place. The sentence does not matter.`,
    options,
    explanation: prose`The cosine of the two rows is ${options[0]!.measured[0]!}, the next best ${options[1]!.measured[0]!}.`,
  };
}
