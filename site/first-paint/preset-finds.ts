import type { Sentence } from '../model/reader-place.ts';
import { findsIn, normNames } from '../reader/finds.ts';
import type { SentenceFinds } from '../reader/landing.ts';
import { presetTensors, presetTrace } from './preset-trace.ts';

/** What stands out in a preset, computed by the engine that the API runs. */
export async function presetFinds({ text, pair }: Sentence): Promise<SentenceFinds> {
  const { tokens, attentions } = await presetTrace({ text, pair });
  const { tensors } = await presetTensors({ text, pair }, normNames);
  const norms = normNames.map((name) => tensors[name]!.data);
  return findsIn({ text, pair }, tokens, attentions, norms);
}
