/** Milliseconds by kernel. */
export type Profile = Record<string, number>;

type Kernel = (...args: number[]) => number | undefined;

/**
 * Puts a clock around every kernel that is instantiated from now on. `take` gives the times since the last `take`.
 * The engine knows nothing of it; a call of a kernel gets about 0.1 microseconds slower.
 */
export function profileKernels(hiddenSize: number): { take(): Profile } {
  const instantiate = WebAssembly.instantiate;
  let times: Profile = {};
  const timed = (name: string, kernel: Kernel): Kernel => {
    return (...args) => {
      const started = performance.now();
      const result = kernel(...args);
      const label = kernelLabel(name, args, hiddenSize);
      times[label] = (times[label] ?? 0) + performance.now() - started;
      return result;
    };
  };
  const withClocks = async (module: WebAssembly.Module, imports?: WebAssembly.Imports) => {
    const { exports } = await instantiate(module, imports);
    const kernels = Object.entries(exports).map(([name, value]) => [
      name,
      typeof value === 'function' ? timed(name, value as Kernel) : value,
    ]);
    return { exports: Object.fromEntries(kernels) };
  };
  Object.assign(WebAssembly, { instantiate: withClocks });
  return {
    take() {
      const taken = times;
      times = {};
      return taken;
    },
  };
}

/** Which step a call belongs to, told by its sizes. Arguments: `shared/engine/kernels.ts`. */
function kernelLabel(name: string, args: readonly number[], hiddenSize: number): string {
  if (name === 'linearSixteen') return `linear ${args[9] * 64} -> ${args[8] * 8}, ${args[0]}-bit, int16`;
  if (name === 'linearInt8') return `linear ${args[7] * 64} -> ${args[6] * 8}, 8-bit`;
  if (name === 'linearInt6') return `linear ${args[6] * 64} -> ${args[5] * 8}, 6-bit`;
  if (name === 'multiply') return args[6] === hiddenSize * 4 ? 'multiply (weighted sum)' : 'multiply (scores)';
  if (name === 'quantizeSixteen') return `${name} ${args[3]}`;
  if (name.startsWith('quantize')) return `${name} ${args[2]}`;
  return name;
}
