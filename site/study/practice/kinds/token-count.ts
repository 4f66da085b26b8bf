import { type Measured, prose } from '../../../figures/marks/prose/prose.ts';
import { type Mistake, numberOptions } from '../options.ts';
import type { QuestionKind } from '../question.ts';
import { withinCount } from '../tolerance.ts';

/** "How many tokens does the model receive?" */
export const tokenCount: QuestionKind = {
  name: 'token-count',
  concept: 'tokens',
  card: 'tokens-frame',
  tensors: () => ['hidden_states.0'],
  ask: ({ text, pair, trace: { tokens } }, layer) => {
    const counted = (value: number, tensor: string): Measured => ({ value, tensor, format: 'whole' });
    const added = tokens.filter(({ special }) => special).length;
    const all = 'sum(input_ids - input_ids + 1)';
    const words = new Set(tokens.filter(({ special }) => !special).map(({ word, type }) => `${type} ${word}`)).size;
    const spaced = `${text} ${pair}`.split(/\s+/u).filter(Boolean).length;
    const mistakes: Mistake[] = [
      { number: counted(spaced, String(spaced)), why: 'That counts what stands between spaces.' },
      {
        number: counted(words, String(words)),
        why: 'That counts words and marks; words that are cut count more than once, and two or three tokens are added.',
      },
      { number: counted(tokens.length - added, `${all} - ${added}`), why: 'That leaves out [CLS] and [SEP].' },
      {
        number: counted(words + added, String(words + added)),
        why: 'That counts every word once. Words that are cut count more than once.',
      },
      { number: counted(tokens.length - 1, `${all} - 1`), why: 'That counts [CLS] and forgets a [SEP].' },
    ];
    const right = counted(tokens.length, all);
    const tolerance = withinCount(right, 0);
    const options = numberOptions(right, mistakes, tolerance);
    if (!options) return undefined;
    const pieces = tokens.filter((token) => !token.special && token.text.startsWith('##')).length;
    return {
      chapter: 'tokens',
      place: { layer, head: 0, token: 0 },
      prompt: prose`How many tokens does the model receive for your sentence?`,
      from: prose`Count the words and the marks; a word that the vocabulary does not hold whole counts more than once. Then remember what BERT puts around a text.`,
      options,
      estimate: { tolerance, unit: 'tokens' },
      explanation: prose`${words} words and marks, ${pieces} more pieces that continue a word, and ${added} tokens that are added.`,
    };
  },
};
