import type { Kernels } from './kernels.ts';

/** What each compiled module multiplies int6 weights with. All give the same bits. */
export const kernelInstructions = {
  'kernels-dot.wasm': 'wasm-relaxed-simd-dot',
  'kernels.wasm': 'wasm-relaxed-simd',
  'kernels-plain.wasm': 'wasm-simd',
} as const;

export type KernelFile = keyof typeof kernelInstructions;

/** The same module for a memory that threads share. */
export type SharedKernelFile = 'kernels-dot-shared.wasm' | 'kernels-shared.wasm' | 'kernels-plain-shared.wasm';

/** () -> v128 with i16x8.relaxed_dot_i8x16_i7x16_s. */
const relaxedModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 15, 1, 13, 0, 65, 0, 253, 15, 65, 0, 253, 15, 253, 146, 2, 11],
);

/**
 * Whether this processor multiplies and adds bytes in one instruction, and so is faster with this module: some tens of
 * microseconds instead of a race of clocks, which stand still in a Worker.
 * @param dot kernels-dot.wasm, compiled
 */
export function isDotNative(dot: WebAssembly.Module): boolean {
  const { exports } = new WebAssembly.Instance(dot, { env: { memory: new WebAssembly.Memory({ initial: 1 }) } });
  return (exports as unknown as Kernels).dotProbe() === 1;
}

type Compile = (file: KernelFile) => Promise<WebAssembly.Module>;

export interface CompiledKernels {
  readonly file: KernelFile;
  readonly kernels: WebAssembly.Module;
}

/**
 * The fastest module for this engine and processor: `kernels-plain.wasm` where relaxed SIMD is missing (Node before 21, some
 * browsers), which needs about 1.8 times as long; `kernels-dot.wasm` where `isDotNative`; else `kernels.wasm`.
 * @param compile one of the files
 */
export async function fastestKernels(compile: Compile): Promise<CompiledKernels> {
  const compiled = async (file: KernelFile) => ({ file, kernels: await compile(file) });
  if (!WebAssembly.validate(relaxedModule)) return compiled('kernels-plain.wasm');
  const dot = await compiled('kernels-dot.wasm');
  return isDotNative(dot.kernels) ? dot : compiled('kernels.wasm');
}

/** The file of the same kernels for several threads. */
export function sharedKernelFile(file: KernelFile): SharedKernelFile {
  return file.replace('.wasm', '-shared.wasm') as SharedKernelFile;
}
