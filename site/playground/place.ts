import { type Segment, segments } from '../figures/marks/matrix/square.ts';
import { headCount, layerCount } from '../model/reader-place.ts';
import { hasRow, heldShare, holdWeight, roomFor } from './changes/held-weights.ts';

/** What the reader changes in the model's forward pass. */
export interface Changes {
  /** Indices of heads that are knocked out, layer x 12 + head, 0-based, ascending. */
  readonly off: readonly number[];
  /** Indices of tokens that `[MASK]` replaces, ascending. */
  readonly masked: readonly number[];
  /**
   * Attention weights that are held at a share of their row. Absent where none is; a list without any changes nothing,
   * but the pass rounds as one with held weights does, so that the two can be compared.
   */
  readonly held?: readonly HeldWeight[];
}

/** One attention weight, and the share of its row that it is held at, whole hundredths of 1. All 0-based. */
export interface HeldWeight {
  readonly layer: number;
  readonly head: number;
  /** Index of the token that attends. */
  readonly from: number;
  /** Index of the token attended to. */
  readonly to: number;
  readonly share: number;
}

/** What the playground shows besides the reader's text, layer, head, token, lens, and how tokens are grouped. */
export interface PlaygroundPlace {
  /** Heads of the same layer that are overlaid, 0-based, at most two. */
  readonly overlay: readonly number[];
  /** Index of the token attended to; null: the one with most weight. */
  readonly key: number | null;
  readonly from: Segment;
  readonly to: Segment;
  /** Lines with less weight are not drawn, 0..1. */
  readonly least: number;
  readonly changes: Changes;
  /** The word whose log-probability is followed beside the predictions; empty where there is none. */
  readonly follow: string;
  /** The second text, which stands beside the first; empty where there is none. */
  readonly otherText: string;
  readonly otherPair: string;
}

export const noChanges: Changes = { off: [], masked: [] };

export const startPlace: PlaygroundPlace = {
  overlay: [],
  key: null,
  from: 'both',
  to: 'both',
  least: 0.05,
  changes: noChanges,
  follow: '',
  otherText: '',
  otherPair: '',
};

const maxTokens = 512;
export const maxOverlay = 2;

/**
 * Writes the place as fields of a fragment, like `writeFragment`: layers and heads are 1-based, and a value equal to
 * `startPlace` is left out.
 */
export function writePlace(place: PlaygroundPlace): URLSearchParams {
  const fields = new URLSearchParams();
  const set = (name: string, value: string, usual: string) => value !== usual && fields.set(name, value);
  set('with', place.overlay.map((head) => head + 1).join(','), '');
  set('key', place.key === null ? '' : String(place.key), '');
  set('from', place.from, 'both');
  set('to', place.to, 'both');
  set('least', String(place.least), String(startPlace.least));
  set('off', place.changes.off.map(headName).join(','), '');
  set('mask', place.changes.masked.join(','), '');
  set('weight', (place.changes.held ?? []).map(weightName).join(','), '');
  set('follow', place.follow, '');
  set('other', place.otherText, '');
  set('otherpair', place.otherPair, '');
  return fields;
}

/** Reads the fields of a fragment. A value that is absent, misspelt or out of range comes from `startPlace`. */
export function readPlace(fragment: string): PlaygroundPlace {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const field = (name: string) => fields.get(name) ?? '';
  const held = weightsOf(field('weight'));
  const least = Number(field('least') || startPlace.least);
  return {
    overlay: unique(numbers(field('with'), 1, headCount).map((head) => head - 1)).slice(0, maxOverlay),
    key: numbers(field('key'), 0, maxTokens - 1)[0] ?? null,
    from: oneOf(segments, field('from')),
    to: oneOf(segments, field('to')),
    least: least >= 0 && least <= 1 ? least : startPlace.least,
    changes: {
      off: rising(field('off').split(',').flatMap(headOf)),
      masked: rising(numbers(field('mask'), 0, maxTokens - 1)),
      ...(held.length > 0 && { held }),
    },
    follow: field('follow'),
    otherText: field('other'),
    otherPair: field('other') && field('otherpair'),
  };
}

/** How many heads, masks and weights a fragment names that no model and no text has. */
export function unreadChanges(fragment: string): number {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const listed = (name: string) => new Set((fields.get(name) ?? '').split(',').filter(Boolean)).size;
  const { off, masked, held = [] } = readPlace(fragment).changes;
  return listed('off') + listed('mask') + listed('weight') - off.length - masked.length - held.length;
}

/** `9.11` for layer 8, head 10 of code: 1-based, as on screen. */
export function headName(index: number): string {
  return `${Math.floor(index / headCount) + 1}.${(index % headCount) + 1}`;
}

function headOf(name: string): number[] {
  const [layer, head, ...rest] = name.split('.').map(wholeNumber);
  const isHead = within(layer, 1, layerCount) && within(head, 1, headCount) && rest.length === 0;
  return isHead ? [(layer - 1) * headCount + head - 1] : [];
}

/** `9.11.8.2.40` for the weight from token 8 to token 2 in layer 8, head 10 of code, at 40 %. */
function weightName({ layer, head, from, to, share }: HeldWeight): string {
  return `${headName(layer * headCount + head)}.${from}.${to}.${Math.round(share * 100)}`;
}

/** Each weight once, and no more than a row has and the API takes. */
function weightsOf(list: string): HeldWeight[] {
  let read = noChanges;
  for (const { share, ...place } of list.split(',').flatMap(weightOf)) {
    const isNew = heldShare(read, place) === undefined;
    if (isNew && share <= roomFor(read, place) + 1e-9 && hasRow(read, place))
      read = holdWeight(read, { ...place, share });
  }
  return [...(read.held ?? [])];
}

function weightOf(name: string): HeldWeight[] {
  const [layer, head, from, to, percent, ...rest] = name.split('.').map(wholeNumber);
  const isHead = within(layer, 1, layerCount) && within(head, 1, headCount);
  const isPair = within(from, 0, maxTokens - 1) && within(to, 0, maxTokens - 1);
  if (!isHead || !isPair || !within(percent, 0, 100) || rest.length > 0) return [];
  return [{ layer: layer - 1, head: head - 1, from, to, share: percent / 100 }];
}

function numbers(list: string, least: number, most: number): number[] {
  return list
    .split(',')
    .map(wholeNumber)
    .filter((value) => within(value, least, most));
}

function wholeNumber(text: string): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}

function within(value: number | undefined, least: number, most: number): value is number {
  return value !== undefined && value >= least && value <= most;
}

function oneOf<Name extends string>(names: readonly [Name, ...Name[]], found: string): Name {
  return names.find((name) => name === found) ?? names[0];
}

function unique(values: readonly number[]): number[] {
  return [...new Set(values)];
}

function rising(values: readonly number[]): number[] {
  return unique(values).sort((a, b) => a - b);
}
