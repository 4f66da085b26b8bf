import type { Token } from '../../../shared/tokenizer/token.ts';
import { ModelRefused } from '../../model/ask-model.ts';
import type { StateSweep, StateSweepQuestion } from '../../model/state-sweep.ts';
import { guessRows } from '../take-it-away/guess-rows.ts';
import {
  asked,
  blankAt,
  type GuessedWord,
  type PairView,
  type Patch,
  type PatchView,
  pairFault,
  requestsOf,
  type SentencePair,
  wordsToFollow,
} from './causal-tracing.ts';

/** A body of `POST /v1/fill-mask`. */
export interface PatchBody {
  readonly text: string;
  readonly interventions: {
    readonly at: string;
    readonly scale?: number;
    readonly tokens?: number[];
    readonly patch?: { readonly text: string };
  }[];
  readonly positions: number[];
  readonly top_k: number;
  readonly targets?: string[];
}

/** The model that answers: the API in the browser, the engine while the site is built. */
export interface PairModel {
  tokens(text: string): Promise<readonly Token[]>;
  /** Candidates, best first. */
  fill(body: PatchBody): Promise<readonly GuessedWord[]>;
  /** Tells of each state as soon as something is known of it. */
  sweep(question: StateSweepQuestion, onpart?: (sweep: StateSweep) => void): Promise<StateSweep>;
}

const whole: Patch = { token: 0, layer: 0, family: 'hidden_states' };
const bare = ({ text, special }: Token) => ({ text, special });

/**
 * Hands over each state of the one sentence into the other, one at a time.
 * @param onpart called with all that is known so far
 * @throws ModelRefused where the sentences cannot be held against each other, in words for the reader; as the model does
 */
export async function askPair(
  model: PairModel,
  pair: SentencePair,
  onpart?: (view: PairView) => void,
): Promise<PairView> {
  const [all, sourceAll] = await Promise.all([model.tokens(pair.text), model.tokens(pair.source)]);
  const [tokens, sourceTokens] = [all.map(bare), sourceAll.map(bare)];
  const fault = pairFault(tokens, sourceTokens);
  if (fault) throw new ModelRefused(fault);
  const blank = blankAt(tokens);
  const requests = requestsOf(pair, whole);
  const fill = (body: Pick<PatchBody, 'text' | 'interventions'>) =>
    model.fill({ ...body, positions: [blank], top_k: asked });
  const [own, source] = await Promise.all([fill(requests.own), fill(requests.source)]);
  const follow = wordsToFollow(own, source);
  const words = follow.map(({ token }) => token);
  const there = await model.fill({ ...requests.source, positions: [blank], top_k: words.length, targets: words });
  const viewOf = ({ words: read, changes }: StateSweep): PairView => {
    const [first, second] = read.map(({ token, id, logProbability }) => {
      return { token, id, own: logProbability, source: Math.log(there.find((one) => one.id === id)!.probability) };
    });
    const best = { own: own[0]!, source: source[0]! };
    return { pair, tokens, sourceTokens, blank, best, words: [first!, second!], changes };
  };
  const question = { ...pair, position: blank, words };
  return viewOf(await model.sweep(question, onpart && ((part) => onpart(viewOf(part)))));
}

/** A pair, and what of it is handed over. */
export interface PatchQuestion extends Pick<PairView, 'pair' | 'blank'> {
  readonly patch: Patch;
  /** The vocabulary's spelling of the words that are followed. */
  readonly follow: readonly string[];
}

/** What the blank says before and after one thing is handed over. @throws as the model does */
export async function askPatch(model: PairModel, { pair, blank, patch, follow }: PatchQuestion): Promise<PatchView> {
  const { own, patched } = requestsOf(pair, patch);
  const there = { positions: [blank], top_k: asked };
  const [before, after, words] = await Promise.all([
    model.fill({ ...own, ...there }),
    model.fill({ ...patched, ...there }),
    model.fill({ ...patched, ...there, targets: [...follow] }),
  ]);
  const rows = guessRows(before, after);
  const rowOf = (list: readonly GuessedWord[]) => rows.findIndex(({ id }) => id === list[0]!.id);
  const followed = follow.map((word) => words.find(({ token }) => token === word)!.probability);
  return { pair, patch, blank, rows, best: [rowOf(before), rowOf(after)], followed };
}
