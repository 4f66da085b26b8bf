import { fetchFillMask, fetchTokens } from '../../model/fetch-tasks.ts';
import type { Sentence } from '../../model/reader-place.ts';
import type { BlankModel } from './ask-settings.ts';
import { asked, headMaskOfFirst } from './attention-off.ts';

/**
 * The API as the model that fills blanks, by `POST /v1/tokenize` and `POST /v1/fill-mask`. Its answers throw as
 * `fetchFillMask` does.
 */
export function blankModel(signal: AbortSignal): BlankModel {
  const wire = ({ text, pair }: Sentence) => ({ text, ...(pair && { text_pair: pair }) });
  return {
    tokens: async (sentence) => (await fetchTokens(wire(sentence), signal)).tokens,
    fill: async (question, on, isMasked) => {
      const position = { positions: [question.blank], ...(!isMasked && { mask_tokens: [question.blank] }) };
      const body = { ...wire(question), ...position, top_k: asked, head_mask: headMaskOfFirst(on) };
      const { masks } = await fetchFillMask(body, signal);
      return masks[0]!.candidates;
    },
  };
}
