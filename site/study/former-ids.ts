/**
 * The questions of the quiz in the order of the time when their ids were `question-` and a number. Answers were stored
 * and links were made under those ids, so this list never changes. A question that came later has no former id.
 */
const formerOrder: readonly string[] = [
  'tokens-first',
  'tokens-cutting',
  'embeddings-what',
  'projections-origin',
  'layers-many',
  'positions-what',
  'positions-why',
  'softmax-allows',
  'heads-concatenated',
  'layers-meaning',
  'heads-parallel',
  'embeddings-carry',
  'scores-pairwise',
  'softmax-rowwise',
  'weighted-sum-new',
  'weighted-sum-contains',
  'weighted-sum-relation',
  'projections-through',
  'projections-pictured',
  'heads-repeated',
  'heads-free',
  'heads-often',
];

const idsByFormer: ReadonlyMap<string, string> = new Map(formerOrder.map((id, index) => [`question-${index + 1}`, id]));
const formersById: ReadonlyMap<string, string> = new Map([...idsByFormer].map(([former, id]) => [id, former]));

/** The present id of a question with a present or former id. */
export function idNow(name: string): string {
  return idsByFormer.get(name) ?? name;
}

/** The former id of a question; undefined where it has none. */
export function formerIdOf(id: string): string | undefined {
  return formersById.get(id);
}
