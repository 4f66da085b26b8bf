/** Where each number of these attributes may be: in pixels of the figure, rounded. */
const placing = new Set('x y x1 x2 y1 y2 width height textLength transform viewBox'.split(' '));
const painting = new Set(['fill', 'stroke', 'stop-color', 'data-means']);
const veiling = new Set(['opacity', 'fill-opacity', 'stroke-opacity', 'stop-opacity']);

/** px for places, of 255 for a channel of a colour, of 1 for an opacity. */
export const tolerances = { place: 2, channel: 2, opacity: 0.01 };

/** A line of a plain drawing: what must be the same, and the numbers that may differ a little. */
interface Line {
  readonly same: string;
  readonly numbers: readonly { readonly name: string; readonly value: number; readonly within: number }[];
}

/**
 * What a drawing has otherwise than the one that is expected; both as `plainDrawing` writes them. Elements, their order,
 * texts, names of tensors, fonts and all inside a picture's own viewBox must be the same; places, colours and opacities
 * within `tolerances`.
 */
export function drawingDifferences(found: string, expected: string): string[] {
  const [ours, theirs] = [found, expected].map((drawing) => drawing.trim().split('\n').map(readLine));
  const at = Array.from({ length: Math.max(ours!.length, theirs!.length) }, (_, index) => index);
  const other = at.find((index) => ours![index]?.same !== theirs![index]?.same);
  if (other !== undefined) {
    const [is, was] = [ours, theirs].map((lines) => lines![other]?.same ?? 'the end');
    return [`line ${other + 1}: expected ${was}, found ${is}`];
  }
  return at.flatMap((index) => moved(ours![index]!, theirs![index]!).map((what) => `line ${index + 1}: ${what}`));
}

function moved(found: Line, expected: Line): string[] {
  return expected.numbers.flatMap(({ name, value, within }, index) => {
    const is = found.numbers[index]!.value;
    return Math.abs(is - value) <= within ? [] : [`${expected.same}: ${name} expected ${value}, found ${is}`];
  });
}

function readLine(line: string): Line {
  const numbers: { name: string; value: number; within: number }[] = [];
  const same = line.replaceAll(/([\w-]+)="([^"]*)"/g, (whole, name: string, text: string) => {
    const within = toleranceOf(name, line);
    if (within === undefined) return whole;
    const mask = text.replaceAll(/#([0-9a-f]{6})|-?\d+(?:\.\d+)?/g, (number, color?: string) => {
      const values = color ? channels(color) : [Number(number)];
      for (const value of values) numbers.push({ name, value, within });
      return color ? 'color' : '0';
    });
    return `${name}="${mask}"`;
  });
  return { same, numbers };
}

/** Undefined for what must be the same; so is all that stands in a picture, which is indented twice. */
function toleranceOf(name: string, line: string): number | undefined {
  if (painting.has(name)) return tolerances.channel;
  if (veiling.has(name)) return tolerances.opacity;
  return placing.has(name) && !line.startsWith('  ') ? tolerances.place : undefined;
}

function channels(color: string): number[] {
  return [0, 2, 4].map((from) => Number.parseInt(color.slice(from, from + 2), 16));
}
