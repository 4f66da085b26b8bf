import { expect, it } from 'vitest';
import { plainStrokes } from '../../../tools/previews/plain-strokes.ts';

it('a stroke that keeps its width is as much wider as the drawing around it is made smaller; others stay', () => {
  const drawing = (strokes: string) =>
    `<svg viewBox="0 0 390 400"><path stroke-width="3"/><svg x="6" y="200" width="50" height="20" viewBox="0 0 1000 100">${strokes}</svg></svg>`;
  const kept =
    '<path d="M0 0H9" stroke-width="2" fill="none" vector-effect="non-scaling-stroke"/><path stroke-width="4"/>';
  // The geometric mean of a twentieth and a fifth is a tenth.
  const plain = '<path d="M0 0H9" stroke-width="20.000" fill="none"/><path stroke-width="4"/>';
  expect(plainStrokes(drawing(kept))).toBe(drawing(plain));
});

it('leaves a drawing whose size is not said as it is', () => {
  const drawing = '<svg><path stroke-width="2" vector-effect="non-scaling-stroke"/></svg>';
  expect(plainStrokes(drawing)).toBe(drawing);
});
