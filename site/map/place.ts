import { limits } from '../../shared/api/limits.ts';

/** The levels of the map, from the whole model inwards. Each is one part of the level before, seen from near. */
export const levels = ['model', 'floor', 'head', 'row', 'pair', 'products'] as const;
export type Level = (typeof levels)[number];

/** What the map shows besides the reader's text, layer, head and token. */
export interface MapPlace {
  readonly level: Level;
  /** Index of the token attended to; null: the one with most weight. */
  readonly key: number | null;
}

export const startPlace: MapPlace = { level: 'model', key: null };

/** Writes the place as fields of a fragment, `level=head&key=2`. A value equal to `startPlace` is left out. */
export function writePlace({ level, key }: MapPlace): string {
  const fields = new URLSearchParams();
  if (level !== startPlace.level) fields.set('level', level);
  if (key !== null) fields.set('key', String(key));
  return String(fields);
}

/** Reads the fields of a fragment. A value that is absent, misspelt or out of range comes from `startPlace`. */
export function readPlace(fragment: string): MapPlace {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const key = /^\d{1,3}$/.test(fields.get('key') ?? '') ? Number(fields.get('key')) : null;
  return {
    level: levels.find((level) => level === fields.get('level')) ?? startPlace.level,
    key: key !== null && key < limits.tokensPerText ? key : null,
  };
}

/** The next level inwards; undefined at the innermost. */
export function inside(level: Level): Level | undefined {
  return levels[levels.indexOf(level) + 1];
}

/** The next level outwards; undefined at the model. */
export function outside(level: Level): Level | undefined {
  return levels[levels.indexOf(level) - 1];
}

/** Whether `level` lies inside `than`. */
export function isDeeper(level: Level, than: Level): boolean {
  return levels.indexOf(level) > levels.indexOf(than);
}
