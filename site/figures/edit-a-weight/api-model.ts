import { fetchTrace } from '../../model/fetch-trace.ts';
import type { Trace } from '../../model/trace.ts';
import { keepLatest } from '../../ui/keep-latest.ts';
import { apiModel } from '../take-it-away/api-model.ts';
import { editWeight, type WeightQuestion, type WeightView } from './edit-a-weight.ts';

/** Traces that are kept: the unchanged one of a place is needed again with every setting. */
const kept = 4;
const traces = new Map<string, Trace>();

/** The row, the guesses and the moves by `POST /v1/tokenize`, `/v1/trace` and `/v1/fill-mask`. @throws as `fetchTrace` */
export function askApi(question: WeightQuestion, signal: AbortSignal): Promise<WeightView> {
  return editWeight(
    {
      ...apiModel(signal),
      trace: async ({ text, pair }, names, change) => {
        const key = JSON.stringify([text, pair, names, change]);
        const trace = traces.get(key) ?? (await fetchTrace({ text, pair }, names, signal, change));
        keepLatest(traces, key, trace, kept);
        return trace;
      },
    },
    question,
  );
}
