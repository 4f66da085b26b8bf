import { type Atlas, directions, headMeasures } from '../../shared/atlas/atlas.ts';
import { headEntry } from '../../shared/atlas/head-entry.ts';
import { writeRow } from '../figures/export/separated-text.ts';

/**
 * All heads as CSV (RFC 4180), a row each: what was measured, and of each relation with enough cases `accuracy`, `low` and
 * `high` in both directions, beside `count` and the accuracy `rule` of the best fixed offset.
 */
export function headsTable(atlas: Atlas): string {
  const heads = atlas.examples.flatMap((row, layer) => row.map((_, head) => headEntry(atlas, layer, head)));
  const rows = heads.map((entry, index) => {
    const { layer, head, name, words, measures, removal, relations } = entry;
    const [x, y] = atlas.similarity.places[index]!;
    return [
      ...Object.entries({ layer, head, name, words: words.map((said) => said.words).join('; ') }),
      ...headMeasures.map((measure) => [measure, measures[measure]] as const),
      ...(['words', 'mean', 'low', 'high', 'size'] as const).map(
        (field) => [`removal_${field}`, removal[field]] as const,
      ),
      ...Object.entries({ place_x: x, place_y: y }),
      ...relations.flatMap(({ relation, direction, count, accuracy, low, high, baseline }) => {
        if (low === null) return [];
        const fields = { accuracy, low, high };
        const own = Object.entries(fields).map(
          ([field, value]) => [`${relation}.${direction}.${field}`, value] as const,
        );
        // Once for both directions: they have the same cases and the same rules.
        const shared = [
          [`${relation}.count`, count],
          [`${relation}.rule`, baseline.accuracy],
        ] as const;
        return direction === directions[0] ? [...shared, ...own] : own;
      }),
    ];
  });
  const lines = [rows[0]!.map(([name]) => name), ...rows.map((row) => row.map(([, value]) => String(value)))];
  return lines.map((line) => `${writeRow(line, ',')}\r\n`).join('');
}
