import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  fastestKernels,
  isDotNative,
  type KernelFile,
  sharedKernelFile,
} from '../../../shared/engine/kernel-choice.ts';
import { compiled, dotKernelModule, kernelModule, plainKernelModule, signedDotKernelModule } from './kernel-bench.ts';

const bytes = (file: string) => readFileSync(new URL(`../../../build/${file}`, import.meta.url));

/** i16x8.relaxed_dot_i8x16_i7x16_s and i32x4.relaxed_dot_i8x16_i7x16_add_s, as they are written in a module. */
const [relaxedDot, addingDot] = [Buffer.of(0xfd, 0x92, 0x02), Buffer.of(0xfd, 0x93, 0x02)];

const files: readonly KernelFile[] = ['kernels-dot.wasm', 'kernels.wasm', 'kernels-plain.wasm'];

it('fastestKernels takes those whose instructions this processor has; V8 has relaxed SIMD', async () => {
  const { file, kernels } = await fastestKernels(async (name) => compiled(name));
  expect(file).toBe(isDotNative(dotKernelModule) ? 'kernels-dot.wasm' : 'kernels.wasm');
  expect(WebAssembly.Module.exports(kernels)).toEqual(WebAssembly.Module.exports(kernelModule));
});

it('the probe says no in the modules that are without its instruction', () => {
  expect([kernelModule, plainKernelModule].map(isDotNative)).toEqual([false, false]);
});

it('the probe says yes where all bytes are read with their signs, as ARM processors do', () => {
  expect(isDotNative(signedDotKernelModule)).toBe(true);
});

it('all modules offer the same kernels, each by its own instructions of relaxed SIMD', () => {
  for (const module of [dotKernelModule, plainKernelModule]) {
    expect(WebAssembly.Module.exports(module)).toEqual(WebAssembly.Module.exports(kernelModule));
  }
  expect(files.map((file) => bytes(file).includes(relaxedDot))).toEqual([false, true, false]);
  expect(files.map((file) => bytes(file).includes(addingDot))).toEqual([true, false, false]);
});

it.each(files)('%s has a twin for shared memory with the same exports', (file) => {
  const twin = compiled(sharedKernelFile(file));
  expect(WebAssembly.Module.exports(twin)).toEqual(WebAssembly.Module.exports(compiled(file)));
  const memory = (shared: boolean) => new WebAssembly.Memory({ initial: 1, maximum: 1, shared });
  expect(() => new WebAssembly.Instance(twin, { env: { memory: memory(false) } })).toThrow(WebAssembly.LinkError);
  expect(new WebAssembly.Instance(twin, { env: { memory: memory(true) } })).toBeInstanceOf(WebAssembly.Instance);
});
