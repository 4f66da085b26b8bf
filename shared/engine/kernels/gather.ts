// One row out of a table: of the packed word embeddings, which the masked-LM decoder also uses as its matrix, or of the
// float16 positions and token types.

import { expandScales } from './expand-scales';
import { EXPANDED_GROUP, expandWords, packedGroup } from './expand-words';
import { floatsOfHalves } from './float16';

/**
 * out f32 [groups * 64] = row `row % 8` of tile `row / 8`, dequantized. The whole tile is expanded for it: eight times
 * too much work, and still nothing beside one linear layer.
 * @param scratch groups * 1056 bytes
 */
export function expandRow(bits: i32, packed: usize, scales: usize, row: usize, groups: usize, out: usize, scratch: usize): void {
  const tile = row >> 3;
  const channel = row & 7;
  const floatScales = scratch + groups * EXPANDED_GROUP;
  expandScales(scales + tile * groups * 16, floatScales, groups, 32);
  expandWords(bits, packed + tile * groups * packedGroup(bits), scratch, groups);
  scaleWords(scratch + channel * 4, floatScales + channel * 4, groups, out);
}

/** From int16 pairs, 32 bytes apart. */
function scaleWords(weights: usize, scales: usize, groups: usize, out: usize): void {
  for (let group: usize = 0; group < groups; group++) {
    const scale = load<f32>(scales + group * 32);
    for (const end = out + 256; out < end; out += 8) {
      store<f32>(out, <f32>load<i16>(weights) * scale);
      store<f32>(out, <f32>load<i16>(weights, 2) * scale, 4);
      weights += 32;
    }
  }
}

/** out f32 [count] of float16 [count], a multiple of 4. */
export function widenFloat16(halves: usize, count: usize, out: usize): void {
  for (const end = out + count * 4; out < end; out += 16) {
    v128.store(out, floatsOfHalves(v128.load_ext<u16>(halves)));
    halves += 8;
  }
}
