import type { Bert } from '../../shared/model/bert.ts';
import { sweepResults, unchangedPass } from '../../shared/model/sweep.ts';
import { sweepBytes } from '../../shared/model/sweep-changes.ts';
import { ownSpace } from '../../shared/tensors/tensor-space.ts';
import { type ReadSentence, readSentence } from './read-sentence.ts';
import type { TreebankSentence } from './treebank.ts';

/** Relations of words that can be told from the rest of the sentence, and that say something: no punctuation, no articles. */
const maskable = ['obj', 'nsubj', 'obl', 'nmod', 'amod', 'root'];

/** The word that is masked: of those of one piece the one nearest to the middle of the sentence. */
export function maskedWord({ words }: ReadSentence, sentence: TreebankSentence): number | undefined {
  const possible = [...words.keys()].filter((index) => {
    return words[index]!.tokens.length === 1 && maskable.includes(sentence.words[index]!.relation);
  });
  const middle = words.length / 2;
  return possible.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b)[0];
}

/**
 * change[h] = ln p(word | head h gives 0) - ln p(word), [heads], of a word that is masked: the numbers of a sweep over
 * heads. undefined where no word can be masked.
 */
export async function removalOf(bert: Bert, sentence: TreebankSentence): Promise<Float64Array | undefined> {
  const read = readSentence(bert, sentence);
  const word = maskedWord(read, sentence);
  if (word === undefined) return undefined;
  const { tokens, words } = read;
  const position = words[word]!.tokens[0]!;
  const { id } = tokens[position]!;
  const masked = tokens.map((token, index) => (index === position ? { ...token, id: bert.wordId('[MASK]') } : token));
  const sweep = { tokens: masked, position, over: { of: 'heads' } } as const;
  const space = ownSpace(sweepBytes(bert.config, sweep));
  const unchanged = await unchangedPass(bert, sweep, space, [id]);
  const changes = new Float64Array(bert.config.numHiddenLayers * bert.config.numAttentionHeads);
  for await (const result of sweepResults(bert, sweep, unchanged, async () => {})) {
    changes[result.index] = result.changes[0]!.logProbability;
  }
  return changes;
}
