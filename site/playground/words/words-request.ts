import { limits } from '../../../shared/api/limits.ts';
import { changesModel, unchanged } from '../changes/changed-pass.ts';
import { type Screen, type ScreenRequest, textBody } from '../export/screen-request.ts';
import type { Changes } from '../place.ts';

const topK = 8;

type Asked = Pick<Screen, 'text' | 'pair' | 'positions'>;

/** Body of the request for the most probable words at each position, with the changes. */
export function bestBody({ positions, ...sentence }: Asked, changes: Changes) {
  return { ...textBody(sentence, changes), positions: [...positions], top_k: topK };
}

/** Body of the request for some words at each position. */
export function targetsBody({ positions, ...sentence }: Asked, changes: Changes, targets: readonly string[]) {
  return { ...textBody(sentence, changes), positions: [...positions], targets: [...targets] };
}

/** The same changes of the text, with every head back in and every weight the model's own. */
export function withHeadsIn(changes: Changes): Changes {
  return { ...unchanged(changes), masked: changes.masked };
}

/** Words in lists as long as one request may hold. */
export function inRequests(words: readonly string[]): string[][] {
  const count = Math.ceil(words.length / limits.candidates);
  return Array.from({ length: count }, (_, part) => {
    return words.slice(part * limits.candidates, (part + 1) * limits.candidates);
  });
}

/**
 * The requests of the view of predicted words: the best ones; the same words with the model as it is, where a head or a weight is changed;
 * and the word that the reader follows.
 */
export function wordsRequests(screen: Screen): ScreenRequest[] {
  const { text, pair, positions, changes, bestWords, follow } = screen;
  const asked = { text, pair, positions };
  const request = (view: string, body: ScreenRequest['body']): ScreenRequest => {
    return { view, bytes: 0, path: '/v1/fill-mask', body, python: printWords('index') };
  };
  const isCompared = changesModel(changes);
  const before = isCompared ? inRequests(bestWords) : [];
  return [
    request('Which word would stand there', bestBody(asked, changes)),
    ...before.map((words) => request('Which word stood there before', targetsBody(asked, withHeadsIn(changes), words))),
    ...(follow ? [request('The followed word', targetsBody(asked, changes, [follow]))] : []),
    ...(follow && isCompared
      ? [request('The followed word before', targetsBody(asked, withHeadsIn(changes), [follow]))]
      : []),
  ];
}

/** Python that prints the candidates at a position, or from a hidden state. */
export function printWords(by: 'hidden_state' | 'index'): string {
  return `for mask in answer["masks"]:\n    print(mask["${by}"], [(c["token"], c["probability"]) for c in mask["candidates"]])`;
}
