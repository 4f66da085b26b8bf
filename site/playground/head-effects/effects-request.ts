import { bodyOf } from '../../model/fetch-head-sweep.ts';
import type { HeadSweepQuestion } from '../../model/head-sweep.ts';
import type { ScreenRequest } from '../export/screen-request.ts';

/** The request of the view of what each head does to the word. */
export function effectsRequest(asked: HeadSweepQuestion): ScreenRequest {
  return {
    view: 'What each head does to the word',
    path: '/v1/sweep',
    body: bodyOf(asked),
    bytes: 0,
    python:
      'for layer, heads in enumerate(answer["log_probability"][0]):\n    print(layer, [round(change, 3) for change in heads])',
  };
}
