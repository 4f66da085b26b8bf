import { limits } from '../../shared/api/limits.ts';
import { bertBase } from '../../shared/api/served-models.ts';
import { planParts } from './answer-size.ts';
import { upTo } from './attention-file.ts';
import type { AttentionTrace } from './attention-trace.ts';
import { fetchTrace } from './fetch-trace.ts';
import { headCount, layerCount, type Sentence } from './reader-place.ts';
import { mostTokensOf, noteTokenCount } from './token-count.ts';
import type { Trace } from './trace.ts';

type FetchTrace = (sentence: Sentence, names: readonly string[], signal: AbortSignal) => Promise<Trace>;

interface Waiting {
  readonly sentence: Sentence;
  readonly names: readonly string[];
  readonly signal: AbortSignal;
  readonly answer: PromiseWithResolvers<Trace>;
}

/**
 * Makes one question of those that are asked about one text in the same moment, as the figures of a page do when the
 * sentence changes: the model reads the text once for all of them, where that fits one answer.
 */
export class TracesTogether {
  readonly #fetch: FetchTrace;
  #waiting: Waiting[] = [];

  constructor(fetch: FetchTrace) {
    this.#fetch = fetch;
  }

  /** @throws as `fetchTrace`; the signal's reason when it is aborted, while the others still get their answer */
  ask({ text, pair }: Sentence, names: readonly string[], signal: AbortSignal): Promise<Trace> {
    if (this.#waiting.length === 0) queueMicrotask(() => this.#send());
    const waiting = { sentence: { text, pair }, names, signal, answer: Promise.withResolvers<Trace>() };
    this.#waiting.push(waiting);
    return waiting.answer.promise;
  }

  /** The weights of all heads, which the page asks for beside its figures. @throws as `ask` */
  async askAttention(sentence: Sentence, signal: AbortSignal): Promise<AttentionTrace> {
    const trace = await this.ask(sentence, allWeights, signal);
    noteTokenCount(sentence, trace.tokens.length);
    return weightsOf(trace);
  }

  #send(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const group of groupsOf(waiting.filter(isWaitedFor))) void this.#answer(group);
  }

  async #answer(group: readonly Waiting[]): Promise<void> {
    try {
      const trace = await this.#fetch(group[0]!.sentence, namesOf(group), signalOf(group));
      for (const { answer, names } of group) answer.resolve(only(names, trace));
    } catch (error) {
      for (const { answer } of group) answer.reject(error);
    }
  }
}

/** The questions of this page's figures. */
export const together = new TracesTogether(fetchTrace);

const allWeights = upTo(layerCount).map((layer) => `attentions.${layer}`);

function weightsOf({ tokens, tensors }: Trace): AttentionTrace {
  const size = headCount * tokens.length ** 2;
  const attentions = new Float32Array(layerCount * size);
  for (const [layer, name] of allWeights.entries()) attentions.set(tensors[name]!.data, layer * size);
  return { model: bertBase, tokens, layers: upTo(layerCount), heads: upTo(headCount), attentions };
}

function isWaitedFor({ signal, answer }: Waiting): boolean {
  if (signal.aborted) answer.reject(signal.reason);
  return !signal.aborted;
}

/** Questions about the same text whose tensors fit one answer without being rounded. */
function groupsOf(waiting: readonly Waiting[]): Waiting[][] {
  const groups: Waiting[][] = [];
  for (const each of waiting) {
    const group = groups.find(
      (others) => isSame(others[0]!, each) && fitsOne(each.sentence, namesOf([...others, each])),
    );
    if (group) group.push(each);
    else groups.push([each]);
  }
  return groups;
}

function isSame({ sentence: a }: Waiting, { sentence: b }: Waiting): boolean {
  return a.text === b.text && a.pair === b.pair;
}

function fitsOne(sentence: Sentence, names: readonly string[]): boolean {
  const parts = planParts(names, Math.min(mostTokensOf(sentence), limits.tokensPerText));
  return parts?.length === 1 && parts[0]!.dtype === 'f32';
}

function namesOf(group: readonly Waiting[]): string[] {
  return [...new Set(group.flatMap(({ names }) => names))];
}

/** Aborted once nobody of the group waits any more; who gives up earlier hears of it at once. */
function signalOf(group: readonly Waiting[]): AbortSignal {
  const giveUp = new AbortController();
  for (const { signal, answer } of group) {
    const leave = () => {
      answer.reject(signal.reason);
      if (group.every((each) => each.signal.aborted)) giveUp.abort(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
  }
  return giveUp.signal;
}

function only(names: readonly string[], { tokens, tensors }: Trace): Trace {
  return { tokens, tensors: Object.fromEntries(names.map((name) => [name, tensors[name]!])) };
}
