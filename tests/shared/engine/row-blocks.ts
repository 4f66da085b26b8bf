/**
 * int16 [rows, size] as `quantizeSixteen` writes words: [ceil(rows / 4), size / 2, 4, 2], four rows'
 * pairs of inputs side by side, rows past the last 0.
 */
export function rowBlocks(values: Int16Array, size: number): Int16Array {
  const rows = values.length / size;
  return Int16Array.from({ length: Math.ceil(rows / 4) * 4 * size }, (_, i) => {
    const row = Math.floor(i / (4 * size)) * 4 + (Math.floor(i / 2) % 4);
    const column = (Math.floor(i / 8) % (size / 2)) * 2 + (i % 2);
    return row < rows ? values[row * size + column] : 0;
  });
}
