import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kernelFile } from '../../../shared/engine/kernels.ts';
import { kernelModule, plainKernelModule } from './kernel-bench.ts';

const bytes = (file: string) => readFileSync(new URL(`../../../build/${file}`, import.meta.url));

/** i16x8.relaxed_dot_i8x16_i7x16_s as it is written in a module. */
const relaxedDot = Buffer.of(0xfd, 0x92, 0x02);

it('kernelFile names the module with relaxed SIMD here, where V8 has it', () => {
  expect(WebAssembly.validate(bytes('kernels.wasm') as BufferSource)).toBe(true);
  expect(kernelFile()).toBe('kernels.wasm');
});

it('the plain module offers the same kernels without an instruction of relaxed SIMD', () => {
  expect(WebAssembly.Module.exports(plainKernelModule)).toEqual(WebAssembly.Module.exports(kernelModule));
  expect(bytes('kernels.wasm').includes(relaxedDot)).toBe(true);
  expect(bytes('kernels-plain.wasm').includes(relaxedDot)).toBe(false);
});
