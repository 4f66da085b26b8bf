/** Which questions the quiz asks, and in which order. */
export interface QuizPlace {
  /** Decides the order; empty for the order of the answer key. */
  readonly seed: string;
  /** Ids of concepts whose further questions are asked; empty for the quiz itself. */
  readonly further: readonly string[];
}

/** A longer seed in a link is ignored. */
const longestSeed = 32;

/** The place in an address: `?seed=k3x9qa&more=scores,heads`. */
export function readQuizPlace({ search }: Pick<Location, 'search'>): QuizPlace {
  const fields = new URLSearchParams(search);
  return {
    seed: (fields.get('seed') ?? '').slice(0, longestSeed),
    further: (fields.get('more') ?? '').split(',').filter((concept) => concept !== ''),
  };
}

/**
 * The place without concepts that have no further questions, so that an address naming only such opens the quiz itself.
 */
export function knownPlace({ seed, further }: QuizPlace, concepts: ReadonlySet<string>): QuizPlace {
  return { seed, further: further.filter((concept) => concepts.has(concept)) };
}

/** The address of a place; the inverse of `readQuizPlace`. */
export function writeQuizPlace({ seed, further }: QuizPlace): string {
  const fields = new URLSearchParams();
  if (seed) fields.set('seed', seed);
  if (further.length) fields.set('more', further.join(','));
  return fields.size ? `/quiz?${fields}` : '/quiz';
}
