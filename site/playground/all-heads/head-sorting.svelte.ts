import {
  byValue,
  type Measure,
  measureDomain,
  measured,
  measures,
  movedMeasure,
} from '../../figures/marks/all-heads/head-order.ts';
import type { HeadSummaries } from '../../figures/marks/all-heads/head-summaries.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';

export const allHeadsCount = layerCount * headCount;
const byLayer = 'layer';

/** The order of the heads, and which of them stay bright. */
export class HeadSorting {
  readonly #summaries: () => HeadSummaries | undefined;
  readonly #seqLen: () => number;
  #by = $state<string>(byLayer);
  /** Share of the measure's scale that a head must reach to stay bright. */
  least = $state(0);

  constructor(summaries: () => HeadSummaries | undefined, seqLen: () => number) {
    this.#summaries = summaries;
    this.#seqLen = seqLen;
  }

  readonly #offered = $derived.by(() => (this.#summaries()?.moved ? [...measures, movedMeasure] : measures));
  readonly options = $derived([
    { value: byLayer, label: 'by layer', title: 'Layers downwards, heads to the right' },
    ...this.#offered.map(({ id, label, note }) => ({ value: id, label, title: note })),
  ]);
  /** Undefined where the heads are in order of layers. */
  readonly measure = $derived<Measure | undefined>(this.#offered.find(({ id }) => id === this.#by));
  /** The measure of each head; undefined until the summaries have arrived. */
  readonly values = $derived.by(() => {
    const summaries = this.#summaries();
    return this.measure && summaries && measured(this.measure, summaries);
  });
  readonly domain = $derived.by(() => (this.measure ? measureDomain(this.measure, this.#seqLen()) : 1));
  /** Indices of heads, layer x 12 + head, in the order shown. */
  readonly order = $derived(
    this.values ? byValue(this.values) : Array.from({ length: allHeadsCount }, (_, index) => index),
  );
  readonly threshold = $derived(this.least * this.domain);
  readonly kept = $derived(
    this.values ? this.values.reduce((sum, value) => sum + Number(value >= this.threshold), 0) : allHeadsCount,
  );

  get by(): string {
    return this.#by;
  }

  sort(by: string): void {
    this.#by = by;
    this.least = 0;
  }
}
