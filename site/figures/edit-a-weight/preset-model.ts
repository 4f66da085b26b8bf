import { presetTensors } from '../../first-paint/preset-trace.ts';
import { presetModel as presetGuesses } from '../take-it-away/preset-model.ts';
import type { WeightModel } from './edit-a-weight.ts';

/** The engine as the model of this figure, while the site is built. */
export const presetModel: WeightModel = { ...presetGuesses, trace: presetTensors };
