import type { Cell } from '../figures/marks/grid/grid-navigation.ts';
import { lensNumbers, type MatrixNumbers } from '../figures/marks/matrix/matrix-numbers.ts';
import { type Square, shownUnits, squareOf, unitOf, unitsOf } from '../figures/marks/matrix/square.ts';
import type { SquareNames } from '../figures/marks/matrix/square-names.ts';
import { rankKeys } from '../figures/marks/tokens/row-ranking.ts';
import { type AttentionLens, headWeights, type PlainTrace } from '../model/attention-trace.ts';
import { headCount } from '../model/reader-place.ts';
import { isComing } from '../reader/asking-status.ts';
import { followReader, reader, start } from '../reader/reader.svelte.ts';
import { changesWithin, hasChanges, unchanged } from './changes/changed-pass.ts';
import { isRowHeld } from './changes/held-weights.ts';
import { requestOf } from './export/screen-request.ts';
import { squareNames } from './number-names.ts';
import { noChanges } from './place.ts';
import { playground } from './playground.svelte.ts';
import type { Read } from './readings.ts';
import { followSide, type Side, type Wanted } from './side.svelte.ts';

/** A head that is drawn: the chosen one, or one laid over it. */
export interface HeadLooked {
  readonly head: number;
  readonly square: Square;
  readonly names: SquareNames;
}

/**
 * What all views share: the text, the chosen head and token, the lens, the changes, and the numbers for them. Each part
 * is derived on its own, so that a new token does not recompute what does not depend on it.
 */
export class Selection {
  readonly #follow: ReturnType<typeof followReader>;
  /** The numbers in the lens, with the changes. */
  readonly side: ReturnType<typeof followSide>;
  /** The numbers without the changes; no answer where nothing is changed. */
  readonly before: ReturnType<typeof followSide>;

  /** Call it while a component is being created. @param initial what the first paint shows */
  constructor(initial: () => PlainTrace) {
    this.#follow = followReader(initial);
    this.side = followSide(
      () => this.changedSide,
      () => (this.isLive ? this.wanted : { ...this.wanted, lens: 'weight', heads: [this.head] }),
    );
    this.before = followSide(
      () => (this.isLive && this.isChanged ? { ...this.plainSide, changes: unchanged(this.changes) } : undefined),
      () => this.wanted,
    );
  }

  /** Whether the page shows an answer rather than its first paint. */
  readonly isLive = $derived.by(() => this.#follow.isLive);
  readonly place = $derived.by(() => this.#follow.place);
  readonly layer = $derived(this.place.layer);
  readonly head = $derived(this.place.head);
  readonly reading = $derived.by(() => this.#follow.reading);
  /**
   * `mixing` is one number for each token and layer, shown in the view of the layers; the other views show weights
   * then.
   */
  readonly lens = $derived<AttentionLens>(this.reading.lens === 'mixing' ? 'weight' : this.reading.lens);
  /** The sentence whose attention is on screen. */
  readonly answered = $derived.by(() => this.#follow.answered);
  /** Its tokens as typed, before any is masked. */
  readonly typed = $derived.by(() => this.#follow.trace.tokens);

  /** Whether the answer on screen is to the text that the reader has now. */
  readonly isTextAnswered = $derived(
    this.answered.text === reader.place.text && this.answered.pair === reader.place.pair,
  );

  /** Those at tokens that the text has. */
  readonly changes = $derived(changesWithin(playground.place.changes, this.typed.length));
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
  /** The sentence and its attention without the changes; `changedSide` has them. */
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
  /** The chosen head, then those laid over it, as far as the answer holds them. */
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
  /** Whether the chosen head has no weights to show. A rollout has, whatever head is out. */
  readonly isSilent = $derived(this.isOut && this.read.lens !== 'rollout');
  /** Body of the request whose answer is on screen; undefined where it is only the page's text. */
  readonly request = $derived(hasChanges(this.read.changes) ? requestOf(this.read) : undefined);

  readonly token = $derived(Math.min(this.place.token, this.tokens.length - 1));
  /** Whether weights of the chosen row are held. */
  readonly isRowHeld = $derived(isRowHeld(this.read.changes, { layer: this.layer, head: this.head, from: this.token }));
  /** Index of the unit that attends. */
  readonly row = $derived(unitOf(this.units, this.token));
  readonly rowShares = $derived(
    this.first?.square.shares.subarray(this.row * this.units.length, (this.row + 1) * this.units.length),
  );
  /** The row in which the key with most weight is found: of a head that is out, the row before it was. */
  readonly #rankedRow = $derived.by(() => {
    const before = this.isSilent ? this.before.read : undefined;
    const values = before && headWeights(before, this.layer, this.head);
    if (!values || before.tokens.length !== this.tokens.length) return this.rowShares;
    const { shares } = squareOf(values, before.tokens.length, this.units);
    return shares.subarray(this.row * this.units.length, (this.row + 1) * this.units.length);
  });
  readonly #key = $derived(playground.place.key);
  readonly #keyToken = $derived(this.#key !== null && this.#key < this.tokens.length ? this.#key : undefined);
  readonly #keyUnit = $derived(
    this.#keyToken !== undefined
      ? unitOf(this.units, this.#keyToken)
      : this.#rankedRow
        ? rankKeys(this.#rankedRow)[0]!.key
        : 0,
  );
  /** The unit that attends, and the unit attended to: the chosen one, or the one with most weight. */
  readonly active = $derived<Cell>({ row: this.row, column: this.#keyUnit });
  /** Index of the token attended to. */
  readonly key = $derived(this.#keyToken ?? this.units[this.#keyUnit]!.tokens[0]!);

  /** Whether the page shows the text of its first paint, so that the data of the first paint fit. */
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

  /** Another row, with the token attended to as it is on screen, even where the reader has chosen none. */
  pickPair(row: number): void {
    this.pickCell({ row, column: this.active.column });
  }

  #look(head: number): HeadLooked[] {
    const values = headWeights(this.read, this.layer, head);
    if (!values) return [];
    const square = squareOf(values, this.tokens.length, this.units);
    return [{ head, square, names: squareNames(this.shows, this.layer, head) }];
  }
}
