import { hasChanges } from '../changes/changed-pass.ts';
import { movedRequest } from '../changes/moved-request.ts';
import { effectsRequest } from '../head-effects/effects-request.ts';
import { lensRequest, statesRequest } from '../layers/layers-requests.ts';
import { matrixRequest } from '../matrix/matrix-request.ts';
import { neuronRequest } from '../neuron/neuron-request.ts';
import { wordsRequests } from '../words/words-request.ts';
import type { Screen, ScreenRequest } from './screen-request.ts';

/** The requests of each view, in the order of the page. */
export function screenRequests(screen: Screen): ScreenRequest[] {
  const { otherText, otherPair, otherChanges, otherSeqLen, changes, effects } = screen;
  const second = otherText && {
    ...screen,
    text: otherText,
    pair: otherPair,
    changes: otherChanges,
    seqLen: otherSeqLen,
  };
  return [
    matrixRequest(screen, 'Matrix and lines'),
    neuronRequest(screen),
    statesRequest(screen),
    lensRequest(screen),
    ...wordsRequests(screen),
    ...(hasChanges(changes) ? [movedRequest(screen)] : []),
    ...(effects ? [effectsRequest(effects)] : []),
    ...(second ? [matrixRequest(second, 'Matrix of text B')] : []),
  ];
}
