import { limits } from '../../shared/api/limits.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { ModelRefused } from './ask-model.ts';
import { askSweep, type FirstLine, type SweepLine } from './ask-sweep.ts';
import { type HeadSweep, type HeadSweepQuestion, headSweepTokens } from './head-sweep.ts';
import { mostTokens } from './in-answers.ts';
import { headCount, layerCount } from './reader-place.ts';
import { countTokens } from './token-count.ts';

/** The longest text whose heads may be swept. */
export const mostSweptTokens = mostTokens((seqLen) => headSweepTokens(seqLen) <= limits.tokensPerSweep);

/** The sweep of a text that has too many tokens for one. */
export function tooLongToSweep(seqLen: number): string {
  return `Each of the 144 heads would be a pass of its own over ${seqLen} tokens: too much for one question. Up to ${mostSweptTokens} tokens it works.`;
}

/**
 * What a word owes to each head, by `POST /v1/sweep`, told as it becomes known.
 * @param onpart called with everything that is known so far, the first time before any head is
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer; the signal's reason when it is
 *   aborted
 */
export async function fetchHeadSweep(
  question: HeadSweepQuestion,
  signal: AbortSignal,
  onpart: (sweep: HeadSweep) => void = () => {},
): Promise<HeadSweep> {
  const seqLen = await countTokens(question, (most) => most <= mostSweptTokens);
  if (seqLen > mostSweptTokens) throw new ModelRefused(tooLongToSweep(seqLen), 'too_many_tokens');
  return askSweep(bodyOf(question), withLine, signal, onpart);
}

/** The body of the request. */
export function bodyOf({ text, pair, masked, position, word }: HeadSweepQuestion) {
  return {
    text,
    ...(pair && { text_pair: pair }),
    over: 'heads' as const,
    position,
    ...(masked.length > 0 && { mask_tokens: [...masked] }),
    ...(word !== undefined && { targets: [word] }),
  };
}

/** What is known with one more line. */
export function withLine(sweep: HeadSweep | undefined, line: unknown): HeadSweep | undefined {
  const known = line as SweepLine<Token>;
  if ('targets' in known) return begun(known);
  if (!sweep || !('index' in known)) return sweep;
  const [layer, head] = known.index;
  return { ...sweep, changes: sweep.changes.with(layer * headCount + head, known.log_probability[0]!) };
}

function begun({ tokens, position, targets: [first] }: FirstLine<Token>): HeadSweep {
  const { token, id, log_probability: logProbability } = first!;
  const changes = Array<number>(layerCount * headCount).fill(Number.NaN);
  return { tokens, position, word: { token, id, logProbability }, changes };
}
