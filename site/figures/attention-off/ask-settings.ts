import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { blankBeforeTokens, blankOf, maskText } from '../../model/blank.ts';
import { fewAtOnce } from '../../model/few-at-once.ts';
import { layerCount, type Sentence } from '../../model/reader-place.ts';
import { type AttentionOffView, type BlankQuestion, settings, viewOf } from './attention-off.ts';

/** The model that fills a blank. */
export interface BlankModel {
  tokens(sentence: Sentence): Promise<readonly Token[]>;
  /** Candidates, best first, with attention on in the first `on` layers. */
  fill(question: BlankQuestion, on: number, isMasked: boolean): Promise<readonly MaskCandidate[]>;
}

interface Watched {
  /** The dial's setting, which is asked first. */
  readonly dial: () => number;
  /** Called after each answer with everything that is known. */
  readonly onpart: (view: AttentionOffView) => void;
  readonly signal: AbortSignal;
}

/**
 * Asks for all thirteen settings of one sentence: the whole model first, then from the dial's setting outwards.
 * @throws as the model does; the signal's reason when it is aborted
 */
export async function askSettings(
  model: BlankModel,
  sentence: Sentence & { readonly token: number },
  { dial, onpart, signal }: Watched,
): Promise<AttentionOffView> {
  const { question, tokens, whole } = await begin(model, sentence);
  const isMasked = tokens[question.blank]!.text === maskText;
  const columns: (readonly MaskCandidate[] | undefined)[] = settings.map(() => undefined);
  const waiting = new Set(settings);
  const show = (on: number, candidates: readonly MaskCandidate[]) => {
    waiting.delete(on);
    columns[on] = candidates;
    signal.throwIfAborted();
    onpart(viewOf(question, tokens, columns));
  };
  if (whole) show(layerCount, whole);
  const ask = async (on: number) => {
    waiting.delete(on);
    show(on, await model.fill(question, on, isMasked));
  };
  await fewAtOnce(() => nextOf(waiting, dial()), ask, signal);
  return viewOf(question, tokens, columns);
}

/**
 * The sentence's tokens and blank. Where the blank is known without the tokens, the whole model is asked beside them: the
 * reader does not wait for one answer after the other.
 */
async function begin(model: BlankModel, { text, pair, token }: Sentence & { readonly token: number }) {
  const blank = blankBeforeTokens({ text, pair }, token);
  if (blank === undefined) {
    const tokens = await model.tokens({ text, pair });
    return { question: { text, pair, blank: blankOf(tokens, token) }, tokens, whole: undefined };
  }
  const question = { text, pair, blank };
  const [whole, tokens] = await Promise.all([model.fill(question, layerCount, false), model.tokens({ text, pair })]);
  return { question, tokens, whole };
}

/** The next setting to ask for: the whole model first, then the one nearest to the dial. */
export function nextOf(waiting: ReadonlySet<number>, dial: number): number | undefined {
  if (waiting.has(layerCount)) return layerCount;
  return [...waiting].sort((a, b) => Math.abs(a - dial) - Math.abs(b - dial))[0];
}
