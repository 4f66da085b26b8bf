import { readFileSync } from 'node:fs';
import { instantiateKernels, type Kernels, kernelBytes } from '../../../shared/engine/kernels.ts';

/** What `npm run kernels` compiled. */
export const kernelModule = compiled('kernels.wasm');

/** The same with products of bytes that add up in one instruction. */
export const dotKernelModule = compiled('kernels-dot.wasm');

/** The same as a processor computes it that reads all bytes with their signs. */
export const signedDotKernelModule = compiled('tests/kernels-dot-signed.wasm');

/** The same without relaxed SIMD. */
export const plainKernelModule = compiled('kernels-plain.wasm');

/** A module of `build/`. */
export function compiled(file: string): WebAssembly.Module {
  return new WebAssembly.Module(
    readFileSync(new URL(`../../../build/${file}`, import.meta.url)) as Uint8Array<ArrayBuffer>,
  );
}

const guardByte = 0xab;
const guardBytes = 64;

/**
 * The compiled kernels over a memory of their own, with inputs put and results read by address. Behind every stretch
 * stands a guard, so that a kernel that writes too far is found.
 */
export class KernelBench {
  readonly kernels: Kernels;
  readonly #memory: Uint8Array<ArrayBuffer>;
  readonly #guards: number[] = [];
  #next = kernelBytes;

  private constructor(kernels: Kernels, memory: Uint8Array<ArrayBuffer>) {
    this.kernels = kernels;
    this.#memory = memory;
  }

  static async create(bytes = 1 << 22, module = kernelModule): Promise<KernelBench> {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65_536) });
    return new KernelBench(await instantiateKernels(module, memory), new Uint8Array(memory.buffer));
  }

  /** Copies numbers in. @returns their address */
  put(values: Float32Array | Uint16Array | Int16Array | Uint8Array): number {
    const address = this.room(values.byteLength);
    this.#memory.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), address);
    return address;
  }

  /** Room for a result, full of NaN. @returns its address */
  room(bytes: number): number {
    const address = this.#next;
    this.#memory.fill(0xff, address, address + bytes);
    this.#memory.fill(guardByte, address + bytes, address + bytes + guardBytes);
    this.#guards.push(address + bytes);
    this.#next = Math.ceil((address + bytes + guardBytes) / 64) * 64;
    if (this.#next > this.#memory.length) throw new Error(`expected ${this.#memory.length} bytes to be enough`);
    return address;
  }

  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, count).slice();
  }

  int16s(address: number, count: number): Int16Array {
    return new Int16Array(this.#memory.buffer, address, count).slice();
  }

  bytes(address: number, count: number): Uint8Array {
    return this.#memory.slice(address, address + count);
  }

  /** Number of guards that were written over: 0 is right. */
  get brokenGuards(): number {
    const intact = (at: number) => this.#memory.subarray(at, at + guardBytes).every((byte) => byte === guardByte);
    return this.#guards.filter((at) => !intact(at)).length;
  }
}
