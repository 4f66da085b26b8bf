import { type Screen, type ScreenRequest, textBody } from '../export/screen-request.ts';
import { type Changes, noChanges } from '../place.ts';

const topK = 8;
/**
 * More candidates are asked for without the knocked-out heads, because a word that is among the best with them may have
 * ranked low without.
 */
const comparedTopK = 50;

type Words = Pick<Screen, 'text' | 'pair' | 'positions'>;

/**
 * Bodies of the requests for the words at each position: with the changes and, where heads are knocked out, without.
 */
export function wordsBodies({ positions, ...sentence }: Words, changes: Changes) {
  const ask = (some: Changes, count: number) => ({
    ...textBody(sentence, some),
    positions: [...positions],
    top_k: count,
  });
  const before: Changes = { ...noChanges, masked: changes.masked };
  return [ask(changes, topK), ...(changes.off.length > 0 ? [ask(before, comparedTopK)] : [])] as const;
}

/** The requests of the view of predicted words. */
export function wordsRequests(screen: Screen): ScreenRequest[] {
  const names = ['Which word would stand there', 'Which word stood there before'];
  const { text, pair, positions, changes } = screen;
  return wordsBodies({ text, pair, positions }, changes).map((body, index) => ({
    view: names[index]!,
    bytes: 0,
    path: '/v1/fill-mask',
    body,
    python: printWords('index'),
  }));
}

/** Python that prints the candidates at a position, or from a hidden state. */
export function printWords(by: 'hidden_state' | 'index'): string {
  return `for mask in answer["masks"]:\n    print(mask["${by}"], [(c["token"], c["probability"]) for c in mask["candidates"]])`;
}
