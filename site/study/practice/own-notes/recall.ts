import { type Prose, prose } from '../../../figures/marks/prose/prose.ts';

/** A question to answer in one's own words. Plain, so that it can travel in a page. */
export interface RecallQuestion {
  readonly prompt: Prose;
  /** What the answer is compared with. */
  readonly truth: Prose;
  /** More about the answer, shown with it. */
  readonly explanation: Prose;
  /** Other answers, to tell how much a similarity says. */
  readonly others: readonly string[];
  readonly concept?: string;
  readonly href?: string;
}

/** The part of a sentence that is told beforehand. */
const told = 0.4;
const fewestTold = 2;

/** A sentence in two: what is told, and what is to be recalled. Each has at least two words of five. */
export function splitSentence(text: string): { beginning: string; rest: string } {
  const words = text.split(' ');
  const count = Math.max(fewestTold, Math.floor(told * words.length));
  return { beginning: words.slice(0, count).join(' '), rest: words.slice(count).join(' ') };
}

/** "How do your notes go on? Each row of weights ..." */
export function recallSentence(text: string, others: readonly string[]): RecallQuestion {
  const { beginning, rest } = splitSentence(text);
  return {
    prompt: prose`How do your notes go on? ${`${beginning} …`}`,
    truth: [{ kind: 'text', text: `… ${rest}` }],
    explanation: [],
    others: others.map((other) => splitSentence(other).rest),
  };
}
