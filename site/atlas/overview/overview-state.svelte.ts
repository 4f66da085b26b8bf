import { pushAddress, replaceAddress } from '../../reader/address.ts';
import { findHeads, type KnownRelations, relationsNeeded } from './find-heads.ts';
import { type MeasureId, relationIn } from './measures.ts';
import type { Overview } from './overview.ts';
import { firstPlace, type OverviewPlace, placeQuery, readPlace } from './place.ts';
import { fetchRelation } from './relation-numbers.ts';

/** What the page shows, what of it the reader has just chosen, and the address that keeps it. */
export class OverviewState {
  /** What is chosen. */
  wanted = $state.raw(firstPlace);
  /** What the pictures show: what is chosen, once its numbers are known. */
  shown = $state.raw(firstPlace);
  known = $state.raw<KnownRelations>({});
  /** Why what is chosen cannot be shown. */
  trouble = $state<string>();
  readonly answer = $derived.by(() => findHeads(this.overview, this.wanted.find, this.known));

  private readonly overview: Overview;

  constructor(overview: Overview) {
    this.overview = overview;
  }

  /** Shows what the address says, now and whenever the reader goes back. */
  start(): () => void {
    const read = () => void this.#show(readPlace(location.search, this.overview.relations));
    read();
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }

  /** Another measure, or a whole question: an entry in the history. */
  choose(change: Partial<OverviewPlace>): void {
    void this.#show({ ...this.wanted, ...change });
    pushAddress(this.#address());
  }

  /** A question that is being typed. */
  type(find: string): void {
    void this.#show({ ...this.wanted, find });
    replaceAddress(this.#address());
  }

  again(): void {
    void this.#show(this.wanted);
  }

  #address(): string {
    return `${location.pathname}${placeQuery(this.wanted)}${location.hash}`;
  }

  async #show(place: OverviewPlace): Promise<void> {
    this.wanted = place;
    this.trouble = undefined;
    try {
      await Promise.all(this.#needed(place).map((relation) => this.#learn(relation)));
      if (this.wanted === place) this.shown = place;
    } catch {
      if (this.wanted === place) this.trouble = 'The numbers of this relation could not be loaded.';
    }
  }

  #needed({ by, x, y, find }: OverviewPlace): string[] {
    const ofMeasures = [by, x, y].flatMap((measure) => (measure === 'kinds' ? [] : relationOf(measure)));
    return [...new Set([...ofMeasures, ...relationsNeeded(this.overview, find)])].filter((one) => !this.known[one]);
  }

  async #learn(relation: string): Promise<void> {
    const numbers = await fetchRelation(relation);
    this.known = { ...this.known, [relation]: numbers };
  }
}

function relationOf(measure: MeasureId): string[] {
  const named = relationIn(measure);
  return named ? [named.relation] : [];
}
