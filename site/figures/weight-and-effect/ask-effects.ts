import { fetchHeadSweep } from '../../model/fetch-head-sweep.ts';
import { fetchTrace } from '../../model/fetch-trace.ts';
import { type SweepModel, sweepHeads } from './sweep-heads.ts';
import type { BlankedSentence, SweepView } from './weight-and-effect.ts';

/** Measures every head at the blank. @throws as the model does; the signal's reason when it is aborted */
export function askEffects(
  question: BlankedSentence,
  signal: AbortSignal,
  onpart: (view: SweepView) => void,
): Promise<SweepView> {
  const model: SweepModel = {
    trace: (asked, names) => fetchTrace(asked, names, signal, { maskTokens: [asked.blank] }),
    sweep: ({ text, pair, blank }, onsweep) =>
      fetchHeadSweep({ text, pair, masked: [blank], position: blank }, signal, onsweep),
  };
  return sweepHeads(model, question, onpart);
}
