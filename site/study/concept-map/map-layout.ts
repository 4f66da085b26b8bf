/** A concept, what it gives, and which others it stands on. */
export interface MapConcept {
  readonly id: string;
  readonly title: string;
  readonly gives: string;
  readonly needs: readonly string[];
}

/** A concept's box, in units of the drawing. */
export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What it gives, in lines. */
  readonly lines: readonly string[];
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** From what is needed to what needs it, as paths of an SVG. */
  readonly arrows: readonly string[];
}

const row = 70;
const main = { x: 1, width: 214, height: 50 };
const side = { x: 243, width: 96, height: 64 };
/** Where arrows run that pass a box by. */
const lane = 228;
const width = 340;

/**
 * A concept stands one row below the lowest of those that it needs: row = 0 without needs, 1 + max(rows of its needs)
 * otherwise. Of a row the one on which more depends stands in the main column.
 * @throws Error where a need is no concept, or a row would have three
 */
export function mapLayout(concepts: readonly MapConcept[]): MapLayout {
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  const rows = new Map(concepts.map(({ id }) => [id, rowOf(id, byId)]));
  const boxes = concepts.map((concept) => {
    const beside = concepts.filter(({ id }) => rows.get(id) === rows.get(concept.id));
    if (beside.length > 2)
      throw new Error(`expected two concepts in a row at most, found ${beside.map(({ id }) => id).join(', ')}`);
    const first = beside.toSorted((a, b) => heightOver(b.id, concepts) - heightOver(a.id, concepts))[0]!;
    return boxOf(concept, rows.get(concept.id)!, first === concept);
  });
  const box = new Map(boxes.map((one) => [one.id, one]));
  const arrows = concepts.flatMap(({ id, needs }) => needs.map((need) => arrow(box.get(need)!, box.get(id)!)));
  return { width, height: Math.max(...boxes.map(({ y, height }) => y + height)) + 1, boxes, arrows };
}

function rowOf(id: string, byId: ReadonlyMap<string, MapConcept>): number {
  const concept = byId.get(id);
  if (!concept) throw new Error(`expected the id of a concept, found ${id}`);
  return concept.needs.length === 0 ? 0 : 1 + Math.max(...concept.needs.map((need) => rowOf(need, byId)));
}

/** How many rows of others stand on it. */
function heightOver(id: string, concepts: readonly MapConcept[]): number {
  const above = concepts.filter(({ needs }) => needs.includes(id));
  return above.length === 0 ? 0 : 1 + Math.max(...above.map((one) => heightOver(one.id, concepts)));
}

function boxOf({ id, title, gives }: MapConcept, at: number, isMain: boolean): Box {
  const column = isMain ? main : side;
  const y = at * row + 1 - (column.height - main.height) / 2;
  const words = gives.split(' ');
  const half = Math.ceil(words.length / 2);
  const lines = isMain ? [gives] : [words.slice(0, half).join(' '), words.slice(half).join(' ')];
  return { id, ...column, y, title, lines };
}

function arrow(from: Box, to: Box): string {
  const [fromX, toX] = [from, to].map(({ x, width }) => x + width / 2);
  const [fromY, toY] = [from, to].map(({ y, height }) => y + height / 2);
  const isNext = to.y - from.y <= row;
  if (from.x === to.x && isNext) return `M${fromX} ${from.y + from.height}V${to.y}`;
  if (from.x === to.x) return `M${from.x + from.width} ${fromY}H${lane}V${toY}H${to.x + to.width}`;
  if (to.x > from.x) return `M${from.x + from.width} ${fromY}H${toX}V${to.y}`;
  return `M${fromX} ${from.y + from.height}V${toY}H${to.x + to.width}`;
}
