import { fetchFillMask } from '../../model/fetch-tasks.ts';
import { fetchTrace } from '../../model/fetch-trace.ts';
import { knockOut } from './ask-knock-out.ts';
import type { KnockOutModel, KnockOutQuestion, KnockOutView } from './knock-out.ts';

/** Asks the API with and without the heads. @throws as `fetchTrace` does */
export function askApi(question: KnockOutQuestion, signal: AbortSignal): Promise<KnockOutView> {
  return knockOut(apiModel(signal), question);
}

/**
 * The API as the model of this figure, by `POST /v1/trace` and `POST /v1/fill-mask`. Its answers throw as `fetchTrace`
 * does.
 */
function apiModel(signal: AbortSignal): KnockOutModel {
  return {
    trace: (sentence, names, change) => fetchTrace(sentence, names, signal, change),
    fillMask: async ({ text, pair }, topK, { headMask, maskTokens }) => {
      const { masks } = await fetchFillMask(
        {
          text,
          ...(pair && { text_pair: pair }),
          top_k: topK,
          ...(maskTokens && { mask_tokens: [...maskTokens] }),
          ...(headMask && { head_mask: headMask.map((row) => [...row]) }),
        },
        signal,
      );
      return masks.find(({ index }) => index === maskTokens?.[0])!.candidates;
    },
  };
}
