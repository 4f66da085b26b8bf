/** Which questions the quiz asks, and in which order. */
export interface QuizPlace {
  /** Decides the order; empty: as in the answer key. */
  readonly seed: string;
  /** Concepts whose further questions are asked; none: the quiz itself. */
  readonly further: readonly string[];
}

/** Longest seed of a link that is taken. */
const longestSeed = 32;

/** `?seed=k3x9qa&more=scores,heads` */
export function readQuizPlace({ search }: Pick<Location, 'search'>): QuizPlace {
  const fields = new URLSearchParams(search);
  return {
    seed: (fields.get('seed') ?? '').slice(0, longestSeed),
    further: (fields.get('more') ?? '').split(',').filter((concept) => concept !== ''),
  };
}

/** The same without concepts that have no further questions: what an address names and nothing fits is as absent. */
export function knownPlace({ seed, further }: QuizPlace, concepts: ReadonlySet<string>): QuizPlace {
  return { seed, further: further.filter((concept) => concepts.has(concept)) };
}

export function writeQuizPlace({ seed, further }: QuizPlace): string {
  const fields = new URLSearchParams();
  if (seed) fields.set('seed', seed);
  if (further.length) fields.set('more', further.join(','));
  return fields.size ? `/quiz?${fields}` : '/quiz';
}
