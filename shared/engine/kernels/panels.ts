// One head's keys and values, repacked as `multiply` reads its second matrix: panels of 8 columns, each panel dense.
// In the packed rows a head's numbers stand 3 KB apart, which is a cache line each and too few cache sets.

/** Rows from `rows` to `paddedRows` of every panel of values read as zero: they meet probabilities that are zero too. */
function clearPadding(panel: usize, rows: usize, paddedRows: usize): void {
  memory.fill(panel + rows * 32, 0, (paddedRows - rows) * 32);
}

/**
 * B = keysᵀ * scale: panels [paddedRows / 8, columns, 8] of keys [rows, columns]; keys past the last are zero.
 * @param stride bytes from one key to the next
 */
export function packKeys(keys: usize, stride: usize, rows: usize, columns: usize, scale: f32, panels: usize, paddedRows: usize): void {
  for (let row: usize = 0; row < paddedRows; row++) {
    let to = panels + (row >> 3) * columns * 32 + (row & 7) * 4;
    let from = keys + row * stride;
    for (const end = from + columns * 4; from < end; from += 4) {
      store<f32>(to, row < rows ? load<f32>(from) * scale : 0);
      to += 32;
    }
  }
}

/**
 * B = values: panels [columns / 8, paddedRows, 8] of values [rows, columns].
 * @param stride bytes from one value to the next
 */
export function packValues(values: usize, stride: usize, rows: usize, columns: usize, panels: usize, paddedRows: usize): void {
  for (let column: usize = 0; column < columns; column += 8) {
    let from = values + column * 4;
    let to = panels;
    for (const end = to + rows * 32; to < end; to += 32) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += stride;
    }
    clearPadding(panels, rows, paddedRows);
    panels += paddedRows * 32;
  }
}
