import { presetCandidates, presetTensors } from '../../first-paint/preset-trace.ts';
import { firstPreset } from '../../reader/presets.ts';
import { blankToken, candidateCount } from './fetch-sentence.ts';
import type { PracticeQuestion } from './question.ts';
import { askRound, planRound, roundTensors } from './round.ts';

/** A round about the first preset, computed while the site is built: what a page shows before the model answers. */
export async function presetRound(seed: number): Promise<PracticeQuestion[]> {
  const { text, pair } = firstPreset;
  const plan = planRound(seed);
  const trace = await presetTensors(firstPreset, roundTensors(plan));
  const token = blankToken(trace, seed)!;
  const candidates = await presetCandidates(firstPreset, token, candidateCount);
  return askRound(plan, { text, pair, trace, blank: { token, candidates } });
}
