import { limits } from '../../shared/api/limits.ts';

/** From the whole to its smallest part: each is one object of the one before, seen from near. */
export const levels = ['model', 'floor', 'head', 'row', 'pair', 'products'] as const;
export type Level = (typeof levels)[number];

/** What the map shows besides the reader's text, layer, head and token. */
export interface MapPlace {
  readonly level: Level;
  /** The token that answers; null: the one with most weight. */
  readonly key: number | null;
}

export const startPlace: MapPlace = { level: 'model', key: null };

/** `level=head&key=2`; what is as at the start is left out. */
export function writePlace({ level, key }: MapPlace): string {
  const fields = new URLSearchParams();
  if (level !== startPlace.level) fields.set('level', level);
  if (key !== null) fields.set('key', String(key));
  return String(fields);
}

/** Reads the fields of a fragment; whatever is absent, misspelt or out of range is as at the start. */
export function readPlace(fragment: string): MapPlace {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const key = /^\d{1,3}$/.test(fields.get('key') ?? '') ? Number(fields.get('key')) : null;
  return {
    level: levels.find((level) => level === fields.get('level')) ?? startPlace.level,
    key: key !== null && key < limits.tokensPerText ? key : null,
  };
}

/** One level nearer; undefined at the nearest. */
export function inside(level: Level): Level | undefined {
  return levels[levels.indexOf(level) + 1];
}

/** One level back; undefined where all is seen. */
export function outside(level: Level): Level | undefined {
  return levels[levels.indexOf(level) - 1];
}

/** Whether the second is part of the first. */
export function isDeeper(level: Level, than: Level): boolean {
  return levels.indexOf(level) > levels.indexOf(than);
}
