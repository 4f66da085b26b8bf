import { presetCandidates, presetTensors } from '../../first-paint/preset-trace.ts';
import { firstPreset } from '../../reader/presets.ts';
import { seededRandom } from '../random.ts';
import { blankToken, candidateCount } from './blank-token.ts';
import { measureGuess } from './changes/changed-guess.ts';
import { presetModel } from './changes/preset-model.ts';

import type { KnownHead } from './known-heads.ts';
import type { PracticeQuestion } from './question.ts';
import { askRound, planRound, roundNeeds, roundTensors } from './round.ts';

/** A round about the first preset, computed while the site is built: what a page shows before the model answers. */
export async function presetRound(seed: number, heads: readonly KnownHead[]): Promise<PracticeQuestion[]> {
  const { text, pair } = firstPreset;
  const plan = planRound(seed);
  const trace = await presetTensors(firstPreset, roundTensors(plan));
  const token = blankToken(trace, seed)!;
  const candidates = await presetCandidates(firstPreset, token, candidateCount);
  const sentence = { text, pair, trace, blank: { token, candidates }, heads };
  const guess = await measureGuess(presetModel, sentence, roundNeeds(plan), seededRandom(seed));
  return askRound(plan, { ...sentence, guess });
}
