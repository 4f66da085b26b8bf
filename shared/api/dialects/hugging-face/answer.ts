import type { Bert } from '../../../model/bert.ts';
import { nestedJson } from '../../../tensors/tensor-pieces.ts';
import type { JsonAnswer } from '../../answer/tensor-answer.ts';
import { planEmbeddings } from '../../embeddings/plan.ts';
import { readVectors } from '../../embeddings/vectors.ts';
import { ApiError } from '../../errors.ts';
import { json, safetensors } from '../../media-types.ts';
import { bertBase } from '../../served-models.ts';
import type { InTurn } from '../../turn.ts';
import { answerSentenceSimilarity } from '../sentence-similarity.ts';
import { expectTokenVectors, listsAnswer } from '../token-vectors.ts';
import type { InferenceOptions, InferenceRequest, InferenceTask } from './contract.ts';
import { answerFilling } from './filling.ts';

type Inputs = InferenceRequest['inputs'];
type Texts = Exclude<Inputs, object> | string[];

/**
 * What `/hf/{model}` answers.
 * @param task the one that the path names, if it does
 * @throws ApiError naming what the request asks for and cannot have.
 */
export async function answerInference(
  bert: Bert,
  task: InferenceTask | undefined,
  { inputs, parameters, ...beside }: InferenceRequest,
  inTurn: InTurn,
): Promise<JsonAnswer> {
  const options = { ...beside, ...present(parameters ?? {}) };
  const asked = task ?? usualTask(bert.id, inputs);
  if (asked === 'sentence-similarity')
    return answerSentenceSimilarity(bert, expectSentences(inputs), options.truncate ?? false, inTurn);
  const texts = expectTexts(inputs, asked);
  return asked === 'fill-mask'
    ? answerFilling(bert, texts, options, inTurn)
    : answerFeatures(bert, texts, options, inTurn);
}

/** The task of a path that names none: by what is sent, else what the model is known for at Hugging Face. */
function usualTask(model: string, inputs: Inputs): InferenceTask {
  if (isSentences(inputs)) return 'sentence-similarity';
  return model === bertBase ? 'fill-mask' : 'feature-extraction';
}

/** Sentence vectors of MiniLM, [size] for a text alone; of BERT-base the vector of each token, [texts][n][size]. */
async function answerFeatures(
  bert: Bert,
  texts: Texts,
  { truncate = false, normalize, dimensions }: InferenceOptions,
  inTurn: InTurn,
): Promise<JsonAnswer> {
  const pooling = bert.id === bertBase ? 'none' : 'mean';
  const plan = planEmbeddings(bert, { input: texts, truncate, normalize, dimensions, pooling }, 'inputs');
  if (pooling === 'none') {
    expectTokenVectors(plan.prompts.tokens, plan.size);
    return listsAnswer(await readVectors(bert, plan, inTurn, safetensors));
  }
  const [vectors] = await readVectors(bert, plan, inTurn, json);
  const shaped = typeof texts === 'string' ? { ...vectors, shape: [plan.size] } : vectors;
  return { json: () => nestedJson(shaped) };
}

function isSentences(inputs: Inputs): inputs is Exclude<Inputs, Texts> {
  return typeof inputs === 'object' && !Array.isArray(inputs);
}

function expectSentences(inputs: Inputs): Exclude<Inputs, Texts> {
  if (isSentences(inputs)) return inputs;
  throw new ApiError('invalid_value', 'inputs: expected source_sentence and sentences, found texts.', {
    param: 'inputs',
  });
}

function expectTexts(inputs: Inputs, task: InferenceTask): Texts {
  if (!isSentences(inputs)) return inputs;
  const message = `inputs: expected a text or an array of texts for ${task}, found sentences to compare.`;
  throw new ApiError('invalid_value', message, { param: 'inputs' });
}

function present(options: Partial<InferenceOptions>): Partial<InferenceOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
