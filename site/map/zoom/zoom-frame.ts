import { interpolateZoom } from 'd3-interpolate';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of the outer picture, in its pixels. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** How both pictures lie on the stage at one moment: CSS transforms about their upper left corners. */
export interface ZoomFrame {
  /** Of the stage, in pixels. */
  readonly height: number;
  readonly outer: string;
  readonly inner: string;
  /** 0..1 of the inner picture; the outer one has the rest. */
  readonly opacity: number;
}

/**
 * A camera that goes from all of the outer picture into one box of it, in which the inner picture lies, as wide as the box:
 * zooming and panning at once along the shortest path (van Wijk and Nuij 2003, "Smooth and efficient zooming and panning").
 * Both pictures are `outer.width` wide when they fill the stage.
 * @returns the frame at a part of the way, 0 (outer) to 1 (inner)
 */
export function zoomBetween(outer: Size, inner: Size, box: Box): (part: number) => ZoomFrame {
  const { width } = outer;
  const centre = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const view = interpolateZoom([width / 2, outer.height / 2, width], [centre.x, centre.y, box.width]);
  const innerScale = box.width / width;
  return (part) => {
    const [x, y, seen] =
      ends(part, [width / 2, outer.height / 2, width], [centre.x, centre.y, box.width]) ?? view(part);
    const scale = width / seen;
    const height = outer.height + (inner.height - outer.height) * part;
    const place = (left: number, top: number, size: number) =>
      `translate(${px(width / 2 + scale * (left - x))}, ${px(height / 2 + scale * (top - y))}) scale(${round(size)})`;
    return {
      height: round(height),
      outer: place(0, 0, scale),
      inner: place(box.left, centre.y - (innerScale * inner.height) / 2, scale * innerScale),
      opacity: round(Math.min(1, Math.max(0, (part - 0.25) / 0.5))),
    };
  };
}

type View = readonly [number, number, number];

/** The path's ends are exact. */
function ends(part: number, first: View, last: View): View | undefined {
  if (part <= 0) return first;
  return part >= 1 ? last : undefined;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function px(value: number): string {
  return `${Math.round(value * 100) / 100 + 0}px`;
}
