import { curveAt, type Drop, type Pouring } from './pouring.ts';

/** The size of the plot and of the letters in it, in CSS pixels. */
export interface LabelRoom {
  readonly width: number;
  readonly height: number;
  readonly letter: number;
  readonly line: number;
  /** The most words. */
  readonly most: number;
}

export const wideRoom: LabelRoom = { width: 780, height: 330, letter: 7.8, line: 17, most: 16 };
export const narrowRoom: LabelRoom = { width: 180, height: 200, letter: 6.6, line: 13, most: 9 };

/** A word beside its dot. */
export interface DotLabel {
  readonly key: number;
  /** Middle of the label, 0..1 of the plot's width. */
  readonly x: number;
  /** Distance from the dot up to the label, in CSS pixels; negative below the dot. */
  readonly up: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Half of a dot and some space around it. */
const dot = 7;
/** Pixels above the plot that a label may use. */
const headroom = 30;
const lines = 9;

interface Taken {
  readonly dots: readonly Box[];
  readonly labels: Box[];
  readonly leaders: Box[];
}

/** Labels above or below their dots, on the nearest free line. Dots with larger shares choose first. */
export function dotLabels(drops: readonly Drop[], texts: readonly string[], pouring: Pouring, room: LabelRoom) {
  const taken: Taken = { dots: drops.map((drop) => dotBox(drop, room)), labels: [], leaders: [] };
  const labels: DotLabel[] = [];
  for (const drop of drops.toSorted((a, b) => b.share - a.share).slice(0, room.most)) {
    const half = (Math.max(2, texts[drop.key]!.length) * room.letter) / 2 + 2;
    const centre = Math.min(room.width - half, Math.max(half, drop.x * room.width));
    const boxes = (up: number) => ({
      label: labelBox(drop, centre, half, up, room),
      leader: leaderBox(drop, centre, up, room),
    });
    const up = offsets(room).find(
      (one) => isFree(boxes(one), taken, room) && !isOnCurve(boxes(one).label, one, pouring, room),
    );
    if (up === undefined) continue;
    taken.labels.push(boxes(up).label);
    taken.leaders.push(boxes(up).leader);
    labels.push({ key: drop.key, x: centre / room.width, up });
  }
  return labels;
}

/** The distances that are tried: above the dot from near to far, then below. */
function offsets({ line }: LabelRoom): number[] {
  const steps = Array.from({ length: lines }, (_, index) => dot + 2 + line * (index + 0.5));
  return [...steps, ...steps.map((step) => -step)];
}

const downOf = ({ height }: Drop, room: LabelRoom) => (1 - height) * room.height;

function dotBox(drop: Drop, room: LabelRoom): Box {
  const [across, down] = [drop.x * room.width, downOf(drop, room)];
  return { left: across - dot, right: across + dot, top: down - dot, bottom: down + dot };
}

function labelBox(drop: Drop, centre: number, half: number, up: number, room: LabelRoom): Box {
  const middle = downOf(drop, room) - up;
  return { left: centre - half, right: centre + half, top: middle - room.line / 2, bottom: middle + room.line / 2 };
}

/** The box of the line from a label to its dot. */
function leaderBox(drop: Drop, centre: number, up: number, room: LabelRoom): Box {
  const ends = [downOf(drop, room), downOf(drop, room) - up];
  return { left: centre - 1, right: centre + 1, top: Math.min(...ends), bottom: Math.max(...ends) };
}

function isFree({ label, leader }: { label: Box; leader: Box }, taken: Taken, room: LabelRoom): boolean {
  if (label.top < -headroom || label.bottom > room.height) return false;
  const meets = (box: Box) => (other: Box) =>
    box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
  return ![...taken.dots, ...taken.labels, ...taken.leaders].some(meets(label)) && !taken.labels.some(meets(leader));
}

/**
 * Whether a label would touch the curve. The curve rises to the right, so a label above its dot meets it with its right
 * end, one below with its left.
 */
function isOnCurve(label: Box, up: number, pouring: Pouring, room: LabelRoom): boolean {
  if (label.bottom <= 0) return false;
  const curve = (x: number) => (1 - curveAt(pouring, Math.min(1, Math.max(0, x / room.width)))) * room.height;
  return up > 0 ? curve(label.right) < label.bottom : curve(label.left) > label.top;
}
