/**
 * out[column][row] = x[row][column] * scale: keys [rows, columns] become [columns, paddedRows], so that scores need no sum across
 * lanes, divided by the square root of the head size on the way. Rows from `rows` to `paddedRows` read as zero. Strides of x in bytes; out is dense.
 */
export function transpose(x: usize, xStride: usize, rows: usize, columns: usize, scale: f32, out: usize, paddedRows: usize): void {
  for (let column: usize = 0; column < columns; column++) {
    let from = x + column * 4;
    let to = out + column * paddedRows * 4;
    const end = to + rows * 4;
    for (; to < end; to += 4) {
      store<f32>(to, load<f32>(from) * scale);
      from += xStride;
    }
    memory.fill(to, 0, (paddedRows - rows) * 4);
  }
}
