import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TensorAnswer } from '../../../../shared/api/answer/tensor-answer.ts';
import { fileForm, noteOf } from '../../../../shared/api/batch/file.ts';
import { ApiError } from '../../../../shared/api/errors.ts';
import { headerLength, parseHeader } from '../../../../shared/tensors/safetensors.ts';
import { bytesPerElement, type Dtype } from '../../../../shared/tensors/tensor.ts';
import { byteLength, type TensorPieces } from '../../../../shared/tensors/tensor-pieces.ts';
import type { Token } from '../../../../shared/tokenizer/token.ts';

const token: Token = { id: 1, text: 'a', start: 0, end: 1, special: false, word: 0, type: 0 };
const wrong = new ApiError('empty_text', 'input[0]: expected a text, found an empty one.');
const arrays = { F32: Float32Array, F16: Uint16Array, I32: Int32Array, U16: Uint16Array, U8: Uint8Array };

const tensor = fc
  .record({ dtype: fc.constantFrom<Dtype>('F32', 'F16', 'U16', 'U8'), shape: fc.array(fc.nat(5), { maxLength: 3 }) })
  .map(({ dtype, shape }): TensorPieces => {
    const data = new arrays[dtype](shape.reduce((product, size) => product * size, 1)).fill(7);
    return { dtype, shape, pieces: [data] };
  });

/** The tensors of a text, or its error. */
const text = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(fc.stringMatching(/^[a-o]{1,4}$/), tensor, { maxKeys: 4 }) },
  { weight: 1, arbitrary: fc.constant(wrong) },
);

const answerOf = (tensors: Record<string, TensorPieces>) => ({ tensors }) as unknown as TensorAnswer;

it('a file of many texts begins every tensor at a multiple of its element size, without holes, and is as long as it says', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.integer({ min: 1, max: 5 })), { maxLength: 8 }), (texts) => {
      const prompt = (tokens: number) => ({ tokens: Array(tokens).fill(token), truncated: false });
      const notes = texts.map(([each, tokens]) =>
        each instanceof ApiError ? each : noteOf({ prompt: prompt(tokens), tokens, bytes: 0 }, each),
      );
      const form = fileForm(notes, {});
      const sent = texts.flatMap(([each], index) =>
        each instanceof ApiError ? [...form.ofError(each, index)] : [...form.ofAnswer(answerOf(each), index)],
      );
      const file = Buffer.concat([...form.before, ...sent, ...form.after]);
      expect(file.length).toBe(form.bytes);
      const header = headerLength(file);
      const { tensors } = parseHeader(file.subarray(8, 8 + header));
      let end = 0;
      for (const [name, { dtype, data_offsets: offsets }] of Object.entries(tensors)) {
        expect(offsets[0], name).toBe(end);
        expect((8 + header + offsets[0]) % bytesPerElement[dtype as Dtype], name).toBe(0);
        if (name.endsWith('.padding')) expect([1, 2, 3]).toContain(offsets[1] - offsets[0]);
        end = offsets[1];
      }
      expect(8 + header + end).toBe(file.length);
      for (const [index, [each]] of texts.entries()) {
        if (each instanceof ApiError) continue;
        for (const [name, { dtype, shape, ...rest }] of Object.entries(each)) {
          const found = tensors[`${index}.${name}`]!;
          expect([found.dtype, found.shape]).toEqual([dtype, shape]);
          const bytes = file.subarray(8 + header + found.data_offsets[0], 8 + header + found.data_offsets[1]);
          expect(bytes.length).toBe(byteLength({ dtype, shape }));
          const data = rest.pieces[0]!;
          expect(Buffer.compare(bytes, Buffer.from(data.buffer))).toBe(0);
        }
      }
    }),
  );
});
