import { readFileSync } from 'node:fs';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../../site/model/reader-place.ts';
import type { Trace, TraceTensor } from '../../../site/model/trace.ts';

const file = new URL('../../golden/tiny-bert/single.safetensors', import.meta.url);
const { tensors } = readSafetensors(new Uint8Array(readFileSync(file)));
const ids = tensors.input_ids!.data as ArrayLike<number>;

/** Every intermediate of one text by the reference implementation: 2 layers, 4 heads, 16 numbers per head. */
export const tinyTrace: Trace = {
  tokens: Array.from(
    ids,
    (id, index): Token => ({
      id: Number(id),
      text: `t${index}`,
      start: 0,
      end: 1,
      special: false,
      word: index,
      type: 0,
    }),
  ),
  tensors: Object.fromEntries(
    Object.entries(tensors).filter(([, { dtype }]) => dtype === 'F32') as [string, TraceTensor][],
  ),
};

export const tinyPlace: ReaderPlace = { text: '', pair: '', layer: 1, head: 2, token: 3 };
