import type { Bert } from '../../model/bert.ts';
import { nestedJson, type TensorPieces } from '../../tensors/tensor-pieces.ts';
import { jsonLater, metadataOf, type TensorAnswer } from '../answer/tensor-answer.ts';
import { planEmbeddings } from '../embeddings/plan.ts';
import { usageOf } from '../fields/text.ts';
import type { InTurn } from '../turn.ts';
import type { SimilarityRequest } from './contract.ts';
import { answerPair } from './pair.ts';
import { readSimilarities } from './similarities.ts';
import { comparedTexts } from './texts.ts';

/** What `/v1/similarity` answers. @throws ApiError naming the field that asks for too much or for what is not there. */
export async function answerSimilarity(bert: Bert, request: SimilarityRequest, inTurn: InTurn): Promise<TensorAnswer> {
  const compared = comparedTexts(request);
  if (request.tokens) return answerPair(bert, request, compared, inTurn);
  const { texts, nameOf, comparison } = compared;
  const plan = planEmbeddings(bert, { ...request, input: [...texts] }, 'input', nameOf);
  const similarities = await readSimilarities(bert, plan, comparison, inTurn);
  return similarityAnswer(bert.id, similarities, plan.prompts.tokens, plan.prompts.truncated.size > 0);
}

/** A function of its own, so that an answer that waits for its client keeps its numbers and not the texts. */
function similarityAnswer(model: string, similarities: TensorPieces, tokens: number, truncated: boolean): TensorAnswer {
  const before = { object: 'similarity', model };
  const after = { truncated, usage: usageOf(tokens) };
  return {
    tensors: { similarities },
    main: similarities,
    metadata: metadataOf({ ...before, ...after }),
    json: jsonLater(before, () => ({ similarities: nestedJson(similarities) }), after),
  };
}
