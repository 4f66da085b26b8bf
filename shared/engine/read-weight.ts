import type { FloatTensor } from '../bert/float-tensor.ts';
import { scaleName } from '../weights/stored-tensors.ts';
import { groupColumns, type TensorEntry } from '../weights/weight-format.ts';
import type { Kernels } from './kernels.ts';
import type { MemoryPlan } from './memory-plan.ts';

/** Some rows of a matrix. */
export interface Rows {
  readonly first: number;
  readonly count: number;
}

/** Where weights stand, and what can expand them. */
interface Store {
  readonly tensors: Readonly<Record<string, TensorEntry>>;
  readonly plan: MemoryPlan;
  readonly kernels: Kernels;
  /** The whole memory as float32. */
  readonly floats: Float32Array;
}

/**
 * A weight as the linear maps and LayerNorms multiply by it, by its Hugging Face name without the prefix `bert.`: scale
 * times integer of a quantized matrix. Works in `value` and in `scratch`, so never while a layer is at work.
 * @param rows of a matrix; all of them where absent
 * @param into where the numbers go, at least as many as there are; a new array where absent
 * @throws Error when the model has no such tensor, or not these rows.
 */
export function readWeight(store: Store, name: string, rows?: Rows, into?: Float32Array): FloatTensor {
  const entry = store.tensors[name];
  if (!entry) throw new Error(`expected the name of a weight, found "${name}"`);
  const { shape } = entry;
  const { first, count } = rows ?? { first: 0, count: shape[0] };
  if (first < 0 || count < 1 || first + count > shape[0]) {
    throw new RangeError(`${name}: expected rows from 0 to ${shape[0] - 1}, found ${first} to ${first + count - 1}`);
  }
  const size = shape.slice(1).reduce((product, each) => product * each, 1);
  const data = into?.subarray(0, count * size) ?? new Float32Array(count * size);
  for (let row = 0; row < count; row++) data.set(rowOf(store, name, first + row, size), row * size);
  return { shape: [count, ...shape.slice(1)], data };
}

/** A view of the row's `size` numbers, until the next is asked for. */
function rowOf({ tensors, plan, kernels, floats }: Store, name: string, row: number, size: number): Float32Array {
  const { format } = tensors[name];
  const { address } = (plan.weights.get(name) ?? plan.weights.get(`${name}#0`))!;
  if (format === 'f32') return floats.subarray(address / 4 + row * size, address / 4 + (row + 1) * size);
  const out = plan.value.address;
  if (format === 'f16') kernels.widenFloat16(address + row * size * 2, size, out);
  else {
    const [bits, scales] = [format === 'int8' ? 8 : 6, plan.weights.get(scaleName(name))!.address];
    kernels.expandRow(bits, address, scales, row, size / groupColumns, out, plan.scratch.address);
  }
  return floats.subarray(out / 4, out / 4 + size);
}
