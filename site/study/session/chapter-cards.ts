/**
 * Ids of the cards that a chapter answers: those between its sections in their order, then the others of its own
 * concept. Chapters that share another's concept have only the former. Cards that cover a part of a drawing come with the
 * deck: they ask once more what the others ask.
 * @param body the chapter's MDX
 */
export function cardsOfChapter(
  id: string,
  body: string,
  cards: readonly { readonly id: string; readonly part?: string; readonly concept: { readonly id: string } }[],
): string[] {
  const between = [...body.matchAll(/<Recall of="([a-z-]+)"/g)].map((found) => found[1]!);
  const own = cards.filter(({ concept, part }) => concept.id === id && part === undefined).map((card) => card.id);
  return [...new Set([...between, ...own])];
}
