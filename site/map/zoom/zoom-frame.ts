import { interpolateZoom } from 'd3-interpolate';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, in pixels of that picture. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** A picture, and the box in it of the object that both pictures share. */
export interface Picture extends Size {
  readonly thing: Box;
}

/** How both pictures lie on the stage at one moment: CSS transforms with their origin at the upper left. */
export interface ZoomFrame {
  /** Height of the stage in pixels. */
  readonly height: number;
  readonly outer: string;
  readonly inner: string;
  /** 0..1 */
  readonly outerOpacity: number;
  readonly innerOpacity: number;
}

/** Parts of the way between which the inner picture fades in. */
const innerAppears = [0.15, 0.55] as const;
const outerFades = [0.45, 0.85] as const;

/**
 * A camera that moves from the whole outer picture to the whole inner one, which lies so that the object of both
 * coincides. It zooms and pans at once along the shortest path (van Wijk and Nuij 2003, "Smooth and efficient zooming
 * and panning"). Both pictures are as wide as the stage.
 * @returns the frame at a part of the way, 0 (outer) to 1 (inner)
 */
export function zoomBetween(outer: Picture, inner: Picture): (part: number) => ZoomFrame {
  const { width } = outer;
  const scale = Math.min(outer.thing.width / inner.thing.width, outer.thing.height / inner.thing.height);
  const left = centreOf(outer.thing).x - scale * centreOf(inner.thing).x;
  const top = centreOf(outer.thing).y - scale * centreOf(inner.thing).y;
  const first: View = [width / 2, outer.height / 2, width];
  const last: View = [left + (scale * inner.width) / 2, top + (scale * inner.height) / 2, scale * inner.width];
  const along = interpolateZoom([...first], [...last]);
  return (part) => {
    const [x, y, seen] = part <= 0 ? first : part >= 1 ? last : along(part);
    const near = width / seen;
    const height = outer.height + (inner.height - outer.height) * part;
    const place = (fromLeft: number, fromTop: number, size: number) =>
      `translate(${px(width / 2 + near * (fromLeft - x))}, ${px(height / 2 + near * (fromTop - y))}) scale(${round(size)})`;
    return {
      height: round(height),
      outer: place(0, 0, near),
      inner: place(left, top, near * scale),
      outerOpacity: round(1 - passed(outerFades, part)),
      innerOpacity: round(passed(innerAppears, part)),
    };
  };
}

type View = readonly [x: number, y: number, width: number];

function centreOf({ left, top, width, height }: Box): { x: number; y: number } {
  return { x: left + width / 2, y: top + height / 2 };
}

/** How much of a stretch lies behind, 0..1. */
function passed([from, to]: readonly [number, number], part: number): number {
  return Math.min(1, Math.max(0, (part - from) / (to - from)));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function px(value: number): string {
  return `${Math.round(value * 100) / 100 + 0}px`;
}
