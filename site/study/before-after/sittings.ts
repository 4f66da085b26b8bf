import questionList from '../../content/before-after.json' with { type: 'json' };
import { instant, z } from '../stored/schema.ts';

/** One of the eight questions, none of which the quiz asks. */
export interface TestQuestion {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  /** Index of the right option. */
  readonly right: number;
  /** Why it is right, with its source. */
  readonly explanation: string;
}

export const testQuestions: readonly TestQuestion[] = questionList;

/** What the reader says where they do not know; it is no option, so that a guess need not pass for knowledge. */
export const unknown = -1;

const sittingSchema = z.strictObject({
  /** For each question the index of the picked option, or `unknown`. */
  answers: z.array(z.int().min(unknown).max(3)).length(questionList.length),
  at: instant,
});

/** The test taken once. The first time is before, the second after; later ones are delayed tests. */
export type Sitting = z.infer<typeof sittingSchema>;

/** The sittings that a browser has kept; none where it holds something else. */
export function readSittings(stored: string | null): readonly Sitting[] {
  try {
    return z.array(sittingSchema).parse(JSON.parse(stored ?? '[]'));
  } catch {
    return [];
  }
}

const draftSchema = z.array(z.int().min(unknown).max(3).nullable()).length(questionList.length);

/** The options picked in a test that was begun; undefined for a question without one, and where none was begun. */
export function readDraft(stored: string | null): (number | undefined)[] | undefined {
  try {
    return draftSchema.parse(JSON.parse(stored || 'null')).map((option) => option ?? undefined);
  } catch {
    return undefined;
  }
}

/** How many of the answers are right. */
export function rightIn({ answers }: Sitting): number {
  return testQuestions.filter(({ right }, index) => answers[index] === right).length;
}

/** What changed from one sitting to another. */
export interface Change {
  /** Right answers more than before; negative where they are fewer. */
  readonly gain: number;
  /** Questions that were missed before and are right after. */
  readonly up: number;
  /** Questions that were right before and are missed after. */
  readonly down: number;
  /** Probability of at least `up` changes for the better among `up + down`, if each were the toss of a coin. */
  readonly byChance: number;
}

/**
 * The sign test on the questions that changed:
 *
 *     p = Σ_{k ≥ up} C(up + down, k) / 2^(up + down)
 *
 * 1 where nothing changed.
 */
export function changeOf(before: Sitting, after: Sitting): Change {
  const isRight = ({ answers }: Sitting, index: number) => answers[index] === testQuestions[index]!.right;
  const changed = testQuestions.map((_, index) => Number(isRight(after, index)) - Number(isRight(before, index)));
  const [up, down] = [changed.filter((one) => one > 0).length, changed.filter((one) => one < 0).length];
  return { gain: up - down, up, down, byChance: atLeast(up, up + down) };
}

function atLeast(least: number, tosses: number): number {
  let [ways, sum] = [1, 0];
  for (let heads = 0; heads <= tosses; heads++) {
    if (heads >= least) sum += ways;
    ways = (ways * (tosses - heads)) / (heads + 1);
  }
  return sum / 2 ** tosses;
}
