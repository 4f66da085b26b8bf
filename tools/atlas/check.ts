import type { Atlas, HeadMeasure } from '../../shared/atlas/atlas.ts';

/** The fields of a reference: the same as an atlas's, of another computation on the same treebank. */
export type Reference = Pick<Atlas, 'sentences' | 'tokens' | 'heads'> & {
  readonly relations: Readonly<
    Record<string, Pick<Atlas['relations'][string], 'count' | 'best' | 'baseline' | 'accuracy'>>
  >;
};

/** What was compared, in words, and where an atlas is too far from its reference. */
export interface Check {
  readonly lines: readonly string[];
  readonly faults: readonly string[];
}

/** Relations with fewer cases are not compared: one case would be a point. */
const comparedCases = 100;
/**
 * Largest difference of an accuracy; and of a mean over all tokens, as a share of it or, where that is less, of all the
 * weight. The stored weights move what heads of the last layers give to [SEP] by up to .006, which can be 4 % of it.
 */
const mostApart = { accuracy: 0.015, relativeMean: 0.02, weight: 0.01 };

/** Compares relations with at least 100 cases, and the means of all heads. */
export function checkAgainst(atlas: Atlas, reference: Reference): Check {
  const counts = (['sentences', 'tokens'] as const).flatMap((name) =>
    atlas[name] === reference[name] ? [] : [`${name}: expected ${reference[name]}, found ${atlas[name]}`],
  );
  const relations = checkRelations(atlas, reference);
  const means = checkMeans(atlas, reference);
  return { lines: [...relations.lines, ...means.lines], faults: [...counts, ...relations.faults, ...means.faults] };
}

function checkRelations(atlas: Atlas, reference: Reference): Check {
  const compared = Object.entries(reference.relations).filter(([, { count }]) => count >= comparedCases);
  const faults: string[] = [];
  let furthest = 0;
  for (const [relation, expected] of compared) {
    const found = atlas.relations[relation];
    if (found?.count !== expected.count) {
      faults.push(`${relation}: expected ${expected.count} cases, found ${found?.count ?? 0}`);
      continue;
    }
    const [ours, theirs] = [placeOf(found.best), placeOf(expected.best)];
    if (ours !== theirs) faults.push(`${relation}: expected ${theirs} as its best head, found ${ours}`);
    if (Math.abs(found.baseline.accuracy - expected.baseline.accuracy) > 1e-4) {
      faults.push(
        `${relation}: expected ${expected.baseline.accuracy} of its best rule, found ${found.baseline.accuracy}`,
      );
    }
    const apart = Math.abs(found.best.accuracy - expected.best.accuracy);
    furthest = Math.max(furthest, apart);
    if (apart > mostApart.accuracy) {
      faults.push(`${relation}: expected ${expected.best.accuracy} right, found ${found.best.accuracy}`);
    }
  }
  return {
    lines: [`${compared.length} relations: the best accuracy differs by at most ${furthest.toFixed(4)}`],
    faults,
  };
}

const placeOf = ({ direction, layer, head }: Atlas['relations'][string]['best']) => `${layer}-${head} ${direction}`;

function checkMeans(atlas: Atlas, reference: Reference): Check {
  const lines: string[] = [];
  const faults: string[] = [];
  for (const [measure, expected] of Object.entries(reference.heads) as [HeadMeasure, Atlas['heads'][HeadMeasure]][]) {
    const found = atlas.heads[measure].flat();
    const means = expected.flat();
    const apart = means.map((mean, head) => Math.abs(found[head]! - mean));
    const beyond = apart.filter((difference, head) => difference > mostApart.relativeMean * means[head]!);
    const tooFar = beyond.filter((difference) => difference > mostApart.weight);
    const most = Math.max(...apart).toFixed(4);
    lines.push(`${measure}: differs by at most ${most}, of ${beyond.length} heads by more than 2 % of the mean`);
    if (tooFar.length > 0)
      faults.push(`${measure}: ${tooFar.length} of ${found.length} heads differ by more than 2 % and .01`);
  }
  return { lines, faults };
}
