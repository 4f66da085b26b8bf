import { askOnce } from '../../model/ask-once.ts';
import { fetchTrace } from '../../model/fetch-trace.ts';
import type { Trace } from '../../model/trace.ts';
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
      trace: ({ text, pair }, names, change) =>
        askOnce(traces, kept, [text, pair, names, change], () => fetchTrace({ text, pair }, names, signal, change)),
    },
    question,
  );
}
