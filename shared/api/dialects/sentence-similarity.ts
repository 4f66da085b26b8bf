import type { Bert } from '../../model/bert.ts';
import { nestedJson } from '../../tensors/tensor-pieces.ts';
import type { JsonAnswer } from '../answer/tensor-answer.ts';
import { planEmbeddings } from '../embeddings/plan.ts';
import { readSimilarities } from '../similarity/similarities.ts';
import type { InTurn } from '../turn.ts';

/** What is compared: one sentence with each of the others. */
interface Sentences {
  readonly source_sentence: string;
  readonly sentences: readonly string[];
}

/** `[0.9, 0.1]`: the cosine of each sentence with the source sentence. @throws ApiError naming what is too much. */
export async function answerSentenceSimilarity(
  bert: Bert,
  { source_sentence: source, sentences }: Sentences,
  truncate: boolean,
  inTurn: InTurn,
): Promise<JsonAnswer> {
  const nameOf = (index: number) => (index === 0 ? 'inputs.source_sentence' : `inputs.sentences[${index - 1}]`);
  const plan = planEmbeddings(bert, { input: [source, ...sentences], truncate }, 'inputs', nameOf);
  const cosines = await readSimilarities(bert, plan, { kind: 'lists', held: 1, heldAre: 'columns' }, inTurn);
  const flat = { ...cosines, shape: [sentences.length] };
  return { json: () => nestedJson(flat) };
}
