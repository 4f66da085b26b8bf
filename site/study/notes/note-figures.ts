import { bothWays } from './both-ways.ts';
import { driftByLayer } from './drift-by-layer.ts';
import { everyFraction } from './every-fraction.ts';
import { headsApart } from './heads-apart.ts';
import { keptIdentity } from './kept-identity.ts';
import type { NoteFigureView } from './note-view.ts';
import { oneDirection } from './one-direction.ts';
import { sharpenedScores } from './sharpened-scores.ts';
import { similarRows } from './similar-rows.ts';
import { threeProjections } from './three-projections.ts';
import { unassignedRoles } from './unassigned-roles.ts';
import { unequalParts } from './unequal-parts.ts';
import { valuesByWeight } from './weighted-values.ts';

/** In the order of the study notes. */
const figures: readonly NoteFigureView[] = [
  similarRows,
  driftByLayer,
  bothWays,
  sharpenedScores,
  valuesByWeight,
  everyFraction,
  unequalParts,
  keptIdentity,
  threeProjections,
  oneDirection,
  headsApart,
  unassignedRoles,
];

/** The figure of the study note with this number, from 1. @throws Error where there is no such note */
export function noteFigure(order: number): NoteFigureView {
  const figure = figures[order - 1];
  if (!figure) throw new Error(`expected a figure for each study note, found none for note ${order}`);
  return figure;
}
