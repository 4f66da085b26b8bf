import { blankOf } from '../../model/blank.ts';
import { fetchTokens } from '../../model/fetch-tasks.ts';
import { apiModel } from '../knock-out/api-model.ts';
import { sweepHeads } from './sweep-heads.ts';
import type { SweepView } from './weight-and-effect.ts';

/** One layer of a sentence, whose token is to be blanked out. */
export interface LayerQuestion {
  readonly text: string;
  readonly pair: string;
  readonly layer: number;
  readonly token: number;
}

/** Measures every head of the layer. @throws as the model does; the signal's reason when it is aborted */
export async function askLayer(
  { text, pair, layer, token }: LayerQuestion,
  signal: AbortSignal,
  onpart: (view: SweepView) => void,
): Promise<SweepView> {
  const { tokens } = await fetchTokens({ text, ...(pair && { text_pair: pair }) }, signal);
  const question = { text, pair, blank: blankOf(tokens, token) };
  return sweepHeads(apiModel(signal), question, [layer], { onpart, signal });
}
