import type { Change } from '../../../figures/take-it-away/experiments.ts';
import { blankedSentence, maskText } from '../../../model/blank.ts';
import type { Sentence as Texts } from '../../../model/reader-place.ts';
import { type Random, shuffled } from '../../random.ts';
import type { Candidate, Sentence } from '../sentence.ts';
import { wordTokens } from '../sentence.ts';
import { type PassChange, passChanges, withoutValues } from './pass-changes.ts';

/** What a kind of question needs to be measured beside the trace. */
export type Experiment = 'changes' | 'tokens' | 'layers';

/** The fields of a request that blank the sentence out. */
export type BlankBody = ReturnType<typeof blankedSentence>;

/** The model that is changed: the API in the browser, the engine while the site is built. */
export interface ChangedModel {
  /** The probability of a word at the blank. */
  probability(body: BlankBody & Change, blank: number, word: string): Promise<number>;
  /** For each layer: ln p of the word where the heads of that layer are off, minus that of the whole model. */
  withoutLayer(body: BlankBody, blank: number, word: string): Promise<readonly number[]>;
}

/** The word's probability under one change, and the request that gives it again. */
export interface ChangedGuess {
  readonly probability: number;
  readonly request: string;
}

/** The model's best word for the blank, and what becomes of it. What no question needs is absent. */
export interface Guess {
  readonly token: number;
  readonly word: Candidate;
  readonly changes?: readonly (PassChange & ChangedGuess)[];
  /** With one token that hands nothing over. */
  readonly tokens?: readonly (ChangedGuess & { readonly index: number })[];
  readonly layers?: readonly number[];
}

/** A word of less is no guess that could vanish. */
const leastGuess = 0.2;
/** The most tokens that are taken away. */
const mostTokens = 6;

/** Measures what the questions need; undefined where the sentence has no blank or the model no clear word for it. */
export async function measureGuess(
  model: ChangedModel,
  { text, pair, trace, blank }: Sentence,
  needs: ReadonlySet<Experiment>,
  random: Random,
): Promise<Guess | undefined> {
  const word = blank?.candidates[0];
  if (!blank || !word || word.probability < leastGuess || needs.size === 0) return undefined;
  const { tokens } = trace;
  const at = blank.token;
  const place = {
    blank: at,
    tokens: tokens.map((token, index) => (index === at ? { ...token, text: maskText } : token)),
  };
  const body = blankedSentence({ text, pair } satisfies Texts, tokens, at);
  const ask = async (change: Change): Promise<ChangedGuess> => {
    const changed = { ...body, ...change };
    return { probability: await model.probability(changed, at, word.token), request: JSON.stringify(changed) };
  };
  const changes = needs.has('changes') ? passChanges(place, random) : [];
  const others = wordTokens(trace).filter((index) => index !== at);
  const taken = needs.has('tokens') ? shuffled(others, random).slice(0, mostTokens) : [];
  const found = await Promise.all([
    each(changes, async (one) => ({ ...one, ...(await ask(one.change)) })),
    each(taken, async (index) => ({ index, ...(await ask(withoutValues(index, place))) })),
    needs.has('layers') ? model.withoutLayer(body, at, word.token) : undefined,
  ]);
  return {
    token: at,
    word,
    ...(changes.length > 0 && { changes: found[0] }),
    ...(taken.length > 0 && { tokens: found[1] }),
    ...(found[2] && { layers: found[2] }),
  };
}

/** One after the other, because the server lets one client have only a few requests at once. */
async function each<Item, Made>(items: readonly Item[], make: (item: Item) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}
