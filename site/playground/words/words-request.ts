import { type Screen, type ScreenRequest, textBody } from '../export/screen-request.ts';
import { type Changes, noChanges } from '../place.ts';

const topK = 8;
/** Without the changes: beyond fewer, a word that was among the best before would be missed. */
const comparedTopK = 50;

type Words = Pick<Screen, 'text' | 'pair' | 'positions'>;

/** The words of each place with the changes; and where heads are knocked out, those without. */
export function wordsBodies({ positions, ...sentence }: Words, changes: Changes) {
  const ask = (some: Changes, count: number) => ({
    ...textBody(sentence, some),
    positions: [...positions],
    top_k: count,
  });
  const before: Changes = { ...noChanges, masked: changes.masked };
  return [ask(changes, topK), ...(changes.off.length > 0 ? [ask(before, comparedTopK)] : [])] as const;
}

/** What the view of the words asks. */
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

/** Python that prints the candidates of a place in the text, or in a hidden state. */
export function printWords(by: 'hidden_state' | 'index'): string {
  return `for mask in answer["masks"]:\n    print(mask["${by}"], [(c["token"], c["probability"]) for c in mask["candidates"]])`;
}
