import type { FlowShape } from '../../figures/marks/flow/flow-layout.ts';

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)}%`;

/** CSS position of a label across the rivers, `centre` in units of the drawing. */
export function across(centre: number, { direction, width, height }: FlowShape): string {
  return direction === 'down' ? `left:${percent(centre, width)}` : `top:${percent(centre, height)}`;
}

/** CSS position and size of a layer's button; `floor` counts from 0. */
export function box(floor: number, { direction, start, pitch, width, height }: FlowShape): string {
  const [from, size] = [start + floor * pitch, direction === 'down' ? height : width];
  return direction === 'down'
    ? `top:${percent(from, size)};height:${percent(pitch, size)}`
    : `left:${percent(from, size)};width:${percent(pitch, size)}`;
}
