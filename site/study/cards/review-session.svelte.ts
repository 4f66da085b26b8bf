import { confusedPairs, type Pair } from '../learner/confusions.ts';
import { loadProgress } from '../progress/progress-store.ts';
import type { SetAside } from '../stored/documents.ts';
import { type Deck, emptyDeck } from './deck.ts';
import {
  deleteUnreadableCards,
  gradeCard,
  listUnreadableCards,
  loadDeck,
  saveRetention,
  undoGrade,
} from './deck-store.ts';
import { dueMoments, newCardsADay, nextCard, reviewQueue } from './queue.ts';
import { retain, reviewCard, undoReview } from './review.ts';
import type { Grade } from './schedule.ts';
import { type ShownCard, shownCards } from './shown-card.ts';

/** The reader's way through the deck: which card is asked, whether its answer is shown, and what was stored. */
export class Review {
  readonly #keyCards: () => readonly ShownCard[];
  readonly #pairs: () => readonly Pair[];
  #confused = $state.raw<readonly ShownCard[]>([]);
  #deck = $state.raw<Deck>(emptyDeck);
  #isLoaded = $state(false);
  #setAside = $state.raw<readonly SetAside[]>([]);
  #trouble = $state('');
  #now = $state.raw(new Date());
  #moreNew = $state(0);
  /** Id of the card whose answer is shown. */
  #open = $state<string>();
  /** Id of the one concept whose cards are asked; undefined where all are. */
  #concept = $state<string>();
  #turns = 0;

  readonly cards = $derived.by(() => shownCards([...this.#confused, ...this.#keyCards()], this.#deck));
  readonly own = $derived.by(() => [...this.cards.values()].filter(({ source }) => source !== 'key'));
  /** The cards that may be asked. */
  readonly chosen = $derived.by(() => {
    const all = [...this.cards.values()];
    return this.#concept ? all.filter((card) => card.concept === this.#concept) : all;
  });
  /** With a concept chosen, all of its cards may be seen today. */
  readonly queue = $derived.by(() => {
    const mostNew = this.#concept ? Number.POSITIVE_INFINITY : newCardsADay + this.#moreNew;
    const ids = this.chosen.map(({ id }) => id);
    return reviewQueue(this.#deck, ids, this.#now, mostNew);
  });
  /** The card on screen. A card whose answer is shown stays, whatever comes due meanwhile. */
  readonly current = $derived.by(() => this.cards.get(this.#open ?? nextCard(this.queue) ?? ''));

  constructor(keyCards: () => readonly ShownCard[], pairs: () => readonly Pair[] = () => []) {
    this.#keyCards = keyCards;
    this.#pairs = pairs;
  }

  get deck(): Deck {
    return this.#deck;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Stored cards that could not be read. */
  get setAside(): readonly SetAside[] {
    return this.#setAside;
  }

  /** A message on what went wrong, for the reader; empty where nothing did. */
  get trouble(): string {
    return this.#trouble;
  }

  /** The time at which the page last checked what is due. */
  get now(): Date {
    return this.#now;
  }

  get isOpen(): boolean {
    return this.#open !== undefined && this.#open === this.current?.id;
  }

  /** The schedule of the card on screen. */
  get schedule(): Deck['cards'][number]['schedule'] {
    return this.#deck.cards.find(({ id }) => id === this.current?.id)?.schedule;
  }

  /** A card of the chosen concept; undefined where none is chosen. */
  get concept(): ShownCard | undefined {
    return this.#concept === undefined ? undefined : this.#cardOn(this.#concept);
  }

  /** Number of cards that were never shown. */
  get unseen(): number {
    return this.cards.size - this.#deck.cards.filter(({ id, schedule }) => schedule && this.cards.has(id)).length;
  }

  get nextDue(): string | undefined {
    return dueMoments(this.#deck).find((moment) => Date.parse(moment) > this.#now.getTime());
  }

  /** Restricts the cards to one concept, if it has cards. */
  choose(concept: string | null): void {
    this.#concept = concept === null ? undefined : this.#cardOn(concept)?.concept;
  }

  load(): Promise<void> {
    return this.change(async () => {
      const progress = await loadProgress();
      this.#confused = confusedPairs(this.#pairs(), progress).map(({ card }) => card);
      return loadDeck();
    });
  }

  /**
   * Changes the stored deck and shows the result, or says what went wrong. No other way leads to the screen: what is stored
   * past this would be covered by an older deck that a change under way still brings.
   */
  async change(act: () => Promise<Deck>): Promise<void> {
    const turn = ++this.#turns;
    try {
      const changed = await act();
      this.#setAside = await listUnreadableCards();
      this.#trouble = '';
      // A later change is already under way, and the page shows its result.
      if (turn === this.#turns) this.#show(changed);
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error);
    }
    this.#isLoaded = true;
  }

  #show(deck: Deck): void {
    this.#deck = deck;
    this.lookAgain();
  }

  /** Checks which cards have come due. */
  lookAgain(): void {
    this.#now = new Date();
  }

  /** Shows the answer. */
  open(): void {
    this.#open = this.current?.id;
  }

  /** Shows the next card at once; the deck is stored afterwards. */
  async grade(how: Grade): Promise<void> {
    const id = this.current?.id;
    if (!id) return;
    const at = new Date();
    this.#show(reviewCard(this.#deck, id, how, at));
    this.#open = undefined;
    await this.change(() => gradeCard(id, how, at));
  }

  async undo(): Promise<void> {
    const last = this.#deck.reviews.at(-1);
    if (!last) return;
    this.#show(undoReview(this.#deck));
    await this.change(undoGrade);
    this.#open = this.cards.has(last.card) ? last.card : undefined;
  }

  /** Chooses at which probability of recall cards come due. */
  async retain(retention: number): Promise<void> {
    this.#show(retain(this.#deck, retention));
    await this.change(() => saveRetention(retention));
  }

  learnMore(): void {
    this.#moreNew += newCardsADay;
  }

  deleteSetAside(): Promise<void> {
    return this.change(() => deleteUnreadableCards().then(loadDeck));
  }

  #cardOn(concept: string): ShownCard | undefined {
    return this.#keyCards().find((card) => card.concept === concept);
  }
}
