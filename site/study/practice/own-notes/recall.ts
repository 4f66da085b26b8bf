import { type Prose, prose } from '../../../figures/marks/prose/prose.ts';

/** A question that the reader answers in own words, in plain data so that it can be part of a page's HTML. */
export interface RecallQuestion {
  readonly prompt: Prose;
  /** The true answer, with which the reader's is compared. */
  readonly truth: Prose;
  /** Shown with the answer. */
  readonly explanation: Prose;
  /** Other answers. Their similarity shows how much the similarity to the true one means. */
  readonly others: readonly string[];
  readonly concept?: string;
  readonly href?: string;
}

/** The share of a sentence that the question shows. */
const told = 0.4;
const fewestTold = 2;

/**
 * Splits a sentence into the part that the question shows and the part to recall. Of five words, each part gets at
 * least two.
 */
export function splitSentence(text: string): { beginning: string; rest: string } {
  const words = text.split(' ');
  const count = Math.max(fewestTold, Math.floor(told * words.length));
  return { beginning: words.slice(0, count).join(' '), rest: words.slice(count).join(' ') };
}

/** A question of the form "How do your notes go on? Each row of weights ..." */
export function recallSentence(text: string, others: readonly string[]): RecallQuestion {
  const { beginning, rest } = splitSentence(text);
  return {
    prompt: prose`How do your notes go on? ${`${beginning} …`}`,
    truth: [{ kind: 'text', text: `… ${rest}` }],
    explanation: [],
    others: others.map((other) => splitSentence(other).rest),
  };
}
