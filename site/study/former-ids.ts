/**
 * The questions of the quiz in the order they once had, when a question was called `question-` and its number: answers
 * were stored and links were made under those names. Never changed; a question that came later has no former id.
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

/** The id of what was called `name`; any other name is its own. */
export function idNow(name: string): string {
  return idsByFormer.get(name) ?? name;
}

/** What the question was called before; undefined: it came later. */
export function formerIdOf(id: string): string | undefined {
  return formersById.get(id);
}
