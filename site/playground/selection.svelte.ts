import type { Cell } from '../figures/marks/grid/grid-navigation.ts';
import { lensNumbers, type MatrixNumbers } from '../figures/marks/matrix/matrix-numbers.ts';
import { type Square, shownUnits, squareOf, unitOf, unitsOf } from '../figures/marks/matrix/square.ts';
import type { SquareNames } from '../figures/marks/matrix/square-names.ts';
import { rankKeys } from '../figures/marks/tokens/row-ranking.ts';
import { type AttentionLens, headWeights, type PlainTrace } from '../model/attention-trace.ts';
import { headCount } from '../model/reader-place.ts';
import { isComing } from '../reader/asking-status.ts';
import { followReader, reader, start } from '../reader/reader.svelte.ts';
import { hasChanges } from './changes/head-mask.ts';
import { requestOf } from './export/screen-request.ts';
import { squareNames } from './number-names.ts';
import { noChanges } from './place.ts';
import { playground } from './playground.svelte.ts';
import type { Read } from './readings.ts';
import { followSide, type Side, type Wanted } from './side.svelte.ts';

/** One of the heads that are looked at. */
export interface HeadLooked {
  readonly head: number;
  readonly square: Square;
  readonly names: SquareNames;
}

/**
 * What all views are about: the text, the head and the token that are chosen, the lens, the changes; and its numbers.
 * Each part is derived on its own: what does not depend on the token is not made again when the token changes.
 */
export class Selection {
  readonly #follow: ReturnType<typeof followReader>;
  /** The text in the lens and under the changes that are on. */
  readonly side: ReturnType<typeof followSide>;
  /** The same before the changes; nothing where there are none. */
  readonly before: ReturnType<typeof followSide>;

  /** To be made while a component is made. @param initial what the first paint shows */
  constructor(initial: () => PlainTrace) {
    this.#follow = followReader(initial);
    this.side = followSide(
      () => this.changedSide,
      () => (this.isLive ? this.wanted : { ...this.wanted, lens: 'weight', heads: [this.head] }),
    );
    this.before = followSide(
      () => (this.isLive && this.isChanged ? this.plainSide : undefined),
      () => this.wanted,
    );
  }

  /** Whether the page shows an answer rather than its first paint. */
  readonly isLive = $derived.by(() => this.#follow.isLive);
  readonly place = $derived.by(() => this.#follow.place);
  readonly layer = $derived(this.place.layer);
  readonly head = $derived(this.place.head);
  readonly reading = $derived.by(() => this.#follow.reading);
  /** Mixing is one number a token and layer: it stands in the view of the layers, beside it the weights. */
  readonly lens = $derived<AttentionLens>(this.reading.lens === 'mixing' ? 'weight' : this.reading.lens);
  /** The text whose attention is here. */
  readonly answered = $derived.by(() => this.#follow.answered);
  /** Its tokens as it was typed. */
  readonly typed = $derived.by(() => this.#follow.trace.tokens);

  readonly changes = $derived(playground.place.changes);
  readonly isChanged = $derived(hasChanges(this.changes));
  readonly #overlay = $derived(playground.place.overlay);
  readonly #from = $derived(playground.place.from);
  readonly #to = $derived(playground.place.to);
  readonly filter = $derived({ from: this.#from, to: this.#to, fold: this.reading.fold });
  readonly wanted = $derived<Wanted>({
    lens: this.lens,
    layer: this.layer,
    heads: [this.head, ...this.#overlay.filter((other) => other !== this.head)],
  });

  readonly #isComing = $derived.by(() => isComing(this.#follow.status));
  /** The text and its attention, without the changes and with them. */
  readonly plainSide = $derived.by<Side>(() => {
    return { ...this.answered, base: this.#follow.trace, changes: noChanges, isComing: this.#isComing };
  });
  readonly changedSide = $derived<Side>(this.isLive ? { ...this.plainSide, changes: this.changes } : this.plainSide);

  /** The numbers on screen, and what was asked for them. */
  readonly read = $derived.by<Read>(() => this.side.read!);
  readonly tokens = $derived(this.read.tokens);
  readonly units = $derived(unitsOf(this.read, this.reading.words));
  readonly shown = $derived(shownUnits(this.units, this.filter));
  readonly shows = $derived({ lens: this.read.lens, words: this.reading.words, changes: this.read.changes });
  readonly #drawn = $derived(this.read.lens === 'rollout' ? [this.head] : this.wanted.heads);
  /** The chosen head, then those laid over it, as far as they are there. */
  readonly heads = $derived(this.#drawn.flatMap((head) => this.#look(head)));
  readonly first = $derived<HeadLooked | undefined>(this.heads[0]);
  readonly numbers = $derived<MatrixNumbers | undefined>(
    this.first && lensNumbers(this.first.square, this.shown, this.read.lens, this.first.names),
  );
  readonly headName = $derived(
    this.read.lens === 'rollout'
      ? `Rollout through layer ${this.layer + 1}`
      : `Layer ${this.layer + 1} · Head ${this.head + 1}`,
  );
  readonly isOut = $derived(this.read.changes.off.includes(this.layer * headCount + this.head));
  /** Body of the request that the numbers on screen answer, where it is more than the page's text. */
  readonly request = $derived(hasChanges(this.read.changes) ? requestOf(this.read) : undefined);

  readonly token = $derived(Math.min(this.place.token, this.tokens.length - 1));
  /** The unit that asks. */
  readonly row = $derived(unitOf(this.units, this.token));
  readonly rowShares = $derived(
    this.first?.square.shares.subarray(this.row * this.units.length, (this.row + 1) * this.units.length),
  );
  readonly #key = $derived(playground.place.key);
  readonly #keyToken = $derived(this.#key !== null && this.#key < this.tokens.length ? this.#key : undefined);
  readonly #keyUnit = $derived(
    this.#keyToken !== undefined
      ? unitOf(this.units, this.#keyToken)
      : this.rowShares
        ? rankKeys(this.rowShares)[0]!.key
        : 0,
  );
  /** The unit that asks and the one that answers: the chosen one, or the one with most weight. */
  readonly active = $derived<Cell>({ row: this.row, column: this.#keyUnit });
  /** The token that answers. */
  readonly key = $derived(this.#keyToken ?? this.units[this.#keyUnit]!.tokens[0]!);

  /** The first paint is of one place only. */
  readonly isStartText = $derived(
    this.answered.text === start.text && this.answered.pair === start.pair && !this.isChanged,
  );
  readonly isStartPlace = $derived(
    this.isStartText && this.layer === start.layer && this.head === start.head && this.place.token === start.token,
  );

  pickToken(token: number): void {
    reader.pickToken(token);
  }

  pickKey(token: number): void {
    playground.set({ key: token });
  }

  pickCell({ row, column }: Cell): void {
    this.pickKey(this.units[column]!.tokens[0]!);
    this.pickToken(this.units[row]!.tokens[0]!);
  }

  #look(head: number): HeadLooked[] {
    const values = headWeights(this.read, this.layer, head);
    if (!values) return [];
    const square = squareOf(values, this.tokens.length, this.units);
    return [{ head, square, names: squareNames(this.shows, this.layer, head) }];
  }
}
