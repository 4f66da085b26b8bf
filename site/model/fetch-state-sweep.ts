import type { Token } from '../../shared/tokenizer/token.ts';
import { askSweep, type FirstLine, type SweepLine } from './ask-sweep.ts';
import { layerCount } from './reader-place.ts';
import type { StateSweep, StateSweepQuestion } from './state-sweep.ts';

/**
 * What each state of the other text does to the words, by `POST /v1/sweep`, told as it becomes known.
 * @param onpart called with everything that is known so far
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer; the signal's reason when it is
 *   aborted
 */
export function fetchStateSweep(
  question: StateSweepQuestion,
  signal: AbortSignal,
  onpart: (sweep: StateSweep) => void = () => {},
): Promise<StateSweep> {
  return askSweep(bodyOf(question), withLine, signal, onpart);
}

/** The body of the request. */
export function bodyOf({ text, source, position, words }: StateSweepQuestion) {
  return { text, over: 'states' as const, patch: { text: source }, position, targets: [...words] };
}

/** What is known with one more line. */
export function withLine(sweep: StateSweep | undefined, line: unknown): StateSweep | undefined {
  const known = line as SweepLine<Token>;
  if ('targets' in known) return begun(known);
  if (!sweep || !('index' in known)) return sweep;
  const [layer, token] = known.index;
  const at = layer * sweep.tokens.length + token;
  return { ...sweep, changes: sweep.changes.map((of, word) => of.with(at, known.log_probability[word]!)) };
}

function begun({ tokens, targets }: FirstLine<Token>): StateSweep {
  const words = targets.map(({ token, id, log_probability }) => ({ token, id, logProbability: log_probability }));
  return { tokens, words, changes: words.map(() => Array<number>(layerCount * tokens.length).fill(Number.NaN)) };
}
