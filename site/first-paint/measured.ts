import { measure, tensorsIn } from '../model/measure.ts';
import { firstPreset } from '../reader/presets.ts';
import { presetTensors } from './preset-trace.ts';

/**
 * One number of the model on the first preset, by a name that `measure` reads, for prose that is built.
 * @throws Error where the name is none of these
 */
export async function measured(name: string): Promise<number> {
  return measure(await presetTensors(firstPreset, tensorsIn(name)), name);
}
