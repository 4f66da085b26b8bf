import { readFileSync } from 'node:fs';
import { type Atlas, directions, type HeadMeasure, type MeasuredRelation } from '../../../../shared/atlas/atlas.ts';
import { relationRule } from '../../../../shared/atlas/head-words.ts';
import { type Claim, fact, number, numberIn } from './claims.ts';

/** What chapters and notes say of many sentences. */
export function claimsOfAtlas(): Claim[] {
  const atlas = JSON.parse(readFileSync('site/content/atlas/pud.json', 'utf8')) as Atlas;
  const { det } = atlas.relations;
  const interval = det!.interval!['dependent-to-head'];
  const withInterval = Object.values(atlas.relations).filter((relation) => relation.interval);
  const overHalf = (...measures: HeadMeasure[]) =>
    measures.flatMap((measure) => atlas.heads[measure].flat()).filter((share) => share > 0.5).length;
  /** Percent of the weight of all heads of some layers, from 1 on. */
  const percent = (measure: HeadMeasure, first: number, last: number) =>
    100 * mean(atlas.heads[measure].slice(first - 1, last).flat());
  const sizes = atlas.removal.size.flat().sort((a, b) => a - b);
  return [
    number('1,000 sentences', atlas.sentences),
    fact(
      'right at least every second time and 10 points above',
      relationRule.accuracy === 0.5 && relationRule.above === 0.1,
      relationRule,
    ),
    number('14 of the 31 relations', withInterval.filter(isFound).length),
    numberIn('14 of the 31 relations', '31', withInterval.length),
    fact(
      'that have 50 cases or more',
      withInterval.every(({ count }) => count >= 50),
      50,
    ),
    number('95 % of 2,043 cases', 100 * det!.accuracy['dependent-to-head'][7]![10]!),
    numberIn('of 2,043 cases', '2,043', det!.count),
    number('94 to 96 %', 100 * interval.low[7]![10]!),
    numberIn('94 to 96 %', '96', 100 * interval.high[7]![10]!),
    number('57 %', 100 * det!.baseline.accuracy),
    number('55 of the 144 give more than half', overHalf('cls', 'sep', 'punctuation')),
    number('7 to a neighbour', overHalf('previous', 'next')),
    number('7 on the sentences of this site', overHalf('previous', 'next')),
    number('7 do', overHalf('previous', 'next')),
    number('over 40 blanked words', atlas.removal.words),
    number('by 0.06 for the middle head', sizes[72]!),
    number('by 0.14 for the strongest', sizes[143]!),
    number('`[CLS]` gets 30 % of the weight in layers 2 to 4', percent('cls', 2, 4)),
    number('`[SEP]` 51 % in layers 5 to 10', percent('sep', 5, 10)),
    number('punctuation 54 % in the last two', percent('punctuation', 11, 12)),
    fact('over 1,000 sentences half', Math.abs(percent('sep', 5, 10) - 50) < 2, percent('sep', 5, 10)),
    number('`[SEP]` gets 30 % of all weight', percent('sep', 1, 12)),
    number('10 % once the lengths', percent('norm_sep', 1, 12)),
    number('keeps 7 % of the weight', percent('self', 1, 12)),
  ];
}

const mean = (shares: readonly number[]) => shares.reduce((sum, share) => sum + share, 0) / shares.length;

/** Whether some head finds the relation, by the rule that the site prints. */
function isFound({ interval, accuracy, baseline }: MeasuredRelation): boolean {
  return directions.some((direction) =>
    interval![direction].low.some((row, layer) =>
      row.some((low, head) => {
        const enough = accuracy[direction][layer]![head]! >= relationRule.accuracy;
        return enough && low - baseline.accuracy >= relationRule.above;
      }),
    ),
  );
}
