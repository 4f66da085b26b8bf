import type { Kernels } from '../kernels.ts';
import { groupBlockBytes } from '../memory-plan.ts';

/** A kernel's work as units that may be done apart and in any order: no sum crosses two of them, so the bits stay. */
interface Share<Args extends readonly number[]> {
  /** How many there are. */
  units(...args: Args): number;
  /** Least units that are worth a thread's while: some microseconds. */
  grain(...args: Args): number;
  /** Works off the units from `from` up to `to`; `scratch` is how far behind the first thread's this one's scratch space begins. */
  work(kernels: Kernels, args: Args, from: number, to: number, scratch: number): void;
}

type Shares = { readonly [Name in keyof Kernels]?: Share<Parameters<Kernels[Name]>> };

/** Multiplications of integers, or of floats, that take about five microseconds. */
const [integerProducts, floatProducts] = [200_000, 32_768];

/** Numbers that are rounded, normed or looked up in about three microseconds. */
const numbers = 4096;

const atLeast = (work: number, ofUnit: number): number => Math.ceil(work / ofUnit);

/** Tiles of 8 columns that kernels work on together: two of them or three. */
const together = 6;

/** Units of `together` tiles; what is left over goes with the last one. */
const unitsOf = (tiles: number): number => Math.max(1, Math.floor(tiles / together));

/** Tiles of the units from `from` up to `to`. */
function tilesOf(tiles: number, from: number, to: number): readonly [first: number, end: number] {
  return [together * from, to === unitsOf(tiles) ? tiles : together * to];
}

/** Units that are worth a thread's while: each row's products of 64 inputs with as many columns, and the weights' expansion. */
const grainOf = (groups: number, rows: number): number =>
  atLeast(integerProducts, together * 512 * groups * (rows + 4));

/** Kernels whose work is worth sharing out; the others are called a few times a pass. */
export const shares = {
  /** Six tiles: see `tilesOf`. */
  linearInt6: {
    units: (...[, , , , , tiles]) => unitsOf(tiles),
    grain: (...[, rows, , , , , groups]) => grainOf(groups, rows),
    work(kernels, [blocks, rows, packed, scales, bias, tiles, groups, out, outStride, scratch], from, to, ahead) {
      const [first, end] = tilesOf(tiles, from, to);
      kernels.linearInt6(
        blocks,
        rows,
        packed + first * groups * 384,
        scales + first * groups * 16,
        bias + first * 32,
        end - first,
        groups,
        out + first * 32,
        outStride,
        scratch + ahead,
      );
    },
  },
  /** Six tiles: see `tilesOf`. */
  linearSixteen: {
    units: (...[, , , , , , , , tiles]) => unitsOf(tiles),
    grain: (...[, , , , rows, , , , , groups]) => grainOf(groups, rows),
    work(
      kernels,
      [bits, x, rowSums, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch],
      from,
      to,
      ahead,
    ) {
      const [first, end] = tilesOf(tiles, from, to);
      kernels.linearSixteen(
        bits,
        x,
        rowSums,
        rowScales,
        rows,
        packed + first * groups * bits * 64,
        scales + first * groups * 16,
        bias + first * 32,
        end - first,
        groups,
        out + first * 32,
        outStride,
        scratch + ahead,
      );
    },
  },
  /** Six tiles: see `tilesOf`. */
  linearInt8: {
    units: (...[, , , , , , tiles]) => unitsOf(tiles),
    grain: (...[, , rows, , , , , groups]) => grainOf(groups, rows),
    work(kernels, [x, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch], from, to, ahead) {
      const [first, end] = tilesOf(tiles, from, to);
      kernels.linearInt8(
        x,
        rowScales,
        rows,
        packed + first * groups * 512,
        scales + first * groups * 16,
        bias + first * 32,
        end - first,
        groups,
        out + first * 32,
        outStride,
        scratch + ahead,
      );
    },
  },
  /** Two rows, which form a block. */
  quantizeGroups: {
    units: (_x, rows) => (rows + 1) >> 1,
    grain: (_x, _rows, size) => atLeast(numbers, 2 * size),
    work(kernels, [x, rows, size, blocks, largest], from, to, ahead) {
      const count = Math.min(rows, 2 * to) - 2 * from;
      kernels.quantizeGroups(
        x + from * size * 8,
        count,
        size,
        blocks + from * groupBlockBytes(2, size),
        largest + ahead,
      );
    },
  },
  /** Four rows, which are written as a block or as two. */
  quantizeFourteen: {
    units: (_x, rows) => (rows + 3) >> 2,
    grain: (_x, _rows, size) => atLeast(numbers, 4 * size),
    work(kernels, [x, rows, size, q, scales], from, to) {
      const count = Math.min(rows, 4 * to) - 4 * from;
      kernels.quantizeFourteen(x + from * size * 16, count, size, q + from * size * 8, scales + from * 16);
    },
  },
  /** The same. */
  quantizeSixteen: {
    units: (_bits, _x, rows) => (rows + 3) >> 2,
    grain: (_bits, _x, _rows, size) => atLeast(numbers, 4 * size),
    work(kernels, [bits, x, rows, size, q, sums, scales], from, to) {
      const count = Math.min(rows, 4 * to) - 4 * from;
      const [first, place] = [x + from * size * 16, q + from * size * 8];
      kernels.quantizeSixteen(bits, first, count, size, place, sums + (from * size) / 4, scales + from * 16);
    },
  },
  /** Four rows of the product. */
  multiply: {
    units: (_a, _aStride, rows) => (rows + 3) >> 2,
    grain: (...[, , , , inner, , , columns]) => atLeast(floatProducts, 4 * inner * columns),
    work(kernels, [a, aStride, rows, panels, inner, c, cStride, columns], from, to) {
      const [first, end] = [4 * from, Math.min(rows, 4 * to)];
      kernels.multiply(a + first * aStride, aStride, end - first, panels, inner, c + first * cStride, cStride, columns);
    },
  },
  /** A panel of 8 keys. */
  packKeys: {
    units: (...[, , , , , , paddedRows]) => paddedRows >> 3,
    grain: (_keys, _stride, _rows, columns) => atLeast(numbers, 8 * columns),
    work(kernels, [keys, stride, rows, columns, scale, panels], from, to) {
      const [first, end] = [8 * from, 8 * to];
      const count = Math.min(rows, end) - first;
      kernels.packKeys(keys + first * stride, stride, count, columns, scale, panels + first * columns * 4, end - first);
    },
  },
  /** A panel of 8 columns. */
  packValues: {
    units: (_values, _stride, _rows, columns) => columns >> 3,
    grain: (_values, _stride, rows) => atLeast(numbers, 8 * rows),
    work(kernels, [values, stride, rows, , panels, paddedRows], from, to) {
      kernels.packValues(
        values + from * 32,
        stride,
        rows,
        8 * (to - from),
        panels + from * paddedRows * 32,
        paddedRows,
      );
    },
  },
  /** A row. */
  softmax: {
    units: (_scores, rows) => rows,
    grain: (_scores, _rows, _keys, paddedKeys) => atLeast(numbers, paddedKeys),
    work(kernels, [scores, , keys, paddedKeys], from, to) {
      kernels.softmax(scores + from * paddedKeys * 4, to - from, keys, paddedKeys);
    },
  },
  /** A row. */
  addLayerNorm: {
    units: (...[, , , , rows]) => rows,
    grain: (...[, , , , , size]) => atLeast(numbers, size),
    work(kernels, [x, residual, gamma, beta, , size, eps], from, to) {
      const skipped = from * size * 4;
      kernels.addLayerNorm(x + skipped, residual && residual + skipped, gamma, beta, to - from, size, eps);
    },
  },
  /** Four numbers. */
  gelu: {
    units: (_x, count) => count >> 2,
    grain: () => numbers / 8,
    work: (kernels, [x], from, to) => kernels.gelu(x + from * 16, 4 * (to - from)),
  },
} satisfies Shares;

export type SharedKernel = keyof typeof shares;

/** In the order in which a task names them by number. */
export const sharedKernels = Object.keys(shares) as SharedKernel[];

/** The share of a kernel, whichever it is. */
export function shareOf(kernel: number): Share<readonly number[]> {
  return shares[sharedKernels[kernel]] as unknown as Share<readonly number[]>;
}
