import { rateLimit } from '../../shared/api/limits.ts';
import type { BertConfig } from '../../shared/bert/config.ts';

/** Networks whose begun units are kept; the one that has been silent for longest is forgotten first. */
const mostNetworks = 4096;

/**
 * Units of work: tokens times layers times the size of a layer's matrices, with `rateLimit.tokens` tokens through all
 * of BERT-base as one.
 *
 *   units = tokens layers hiddenSize² / (128 · 12 · 768²)
 */
export function unitsOf({ hiddenSize }: Pick<BertConfig, 'hiddenSize'>, tokens: number, layers: number): number {
  return (tokens * layers * hiddenSize ** 2) / (rateLimit.tokens * 12 * 768 ** 2);
}

/** Adds up the work of each network, because the platform's limiter counts whole units only. */
export class WorkMeter {
  /** Less than one unit each, the network that was heard of last at the end. */
  readonly #begun = new Map<string, number>();

  /** How many whole units are complete with these. */
  add(network: string, units: number): number {
    const sum = (this.#begun.get(network) ?? 0) + units;
    const whole = Math.floor(sum);
    this.#begun.delete(network);
    this.#begun.set(network, sum - whole);
    const [longestSilent] = this.#begun.keys();
    if (this.#begun.size > mostNetworks && longestSilent !== undefined) this.#begun.delete(longestSilent);
    return whole;
  }
}
