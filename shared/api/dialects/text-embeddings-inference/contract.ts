import { z } from 'zod';
import { modelMeta, modelName, text } from '../../fields/text.ts';
import { textList } from '../../fields/text-list.ts';
import { defaulted, optional } from '../../optional.ts';
import { bertBase, miniLm } from '../../served-models.ts';
import { apiVersion } from '../../version.ts';
import { endOfText, noPrompt } from '../fields.ts';

// Text Embeddings Inference's requests and answers, of its OpenAPI document, version 1.9:
// https://github.com/huggingface/text-embeddings-inference/blob/main/docs/openapi.json
// Unknown fields are ignored, as there. Its servers hold one model; `model` is a field more.

const model = defaulted(modelName, miniLm, { ...modelMeta, examples: [miniLm, bertBase] });

const examples = [['What is Deep Learning?', 'What is Machine Learning?']];

const inputs = textList('empty_text').meta({ description: 'One text or several.', examples });

const truncate = defaulted(z.boolean(), false, {
  description: 'Read the first 512 tokens of a longer text instead of refusing it.',
  examples: [true],
});

const options = { truncate, truncation_direction: endOfText, prompt_name: noPrompt };

export const embedRequest = z
  .object({
    model,
    inputs,
    dimensions: optional(z.int().min(1).meta({ maximum: 768 }), {
      description: 'Keep the first so many numbers of each vector. All where absent.',
      examples: [4],
    }),
    normalize: defaulted(z.boolean(), true, { description: 'Scale each vector to length 1.', examples: [false] }),
    ...options,
  })
  .meta({ id: 'TeiEmbedRequest', description: 'What is asked.', examples: [{ inputs: 'What is Deep Learning?' }] });

export const embedAllRequest = z
  .object({ model, inputs, ...options })
  .meta({ id: 'TeiEmbedAllRequest', description: 'What is asked.', examples: [{ inputs: 'Hello' }] });

export const similarityRequest = z
  .object({
    model,
    inputs: z
      .object({
        source_sentence: text.meta({
          minLength: 1,
          description: 'Compared with each.',
          examples: examples[0].slice(0, 1),
        }),
        sentences: textList('empty_text').meta({ description: 'One text or several.', examples }),
      })
      .meta({ description: 'The texts.' }),
    parameters: optional(z.object(options), { description: 'How they are read.', examples: [{ truncate: true }] }),
  })
  .meta({ id: 'TeiSimilarityRequest', description: 'What is asked.', examples: [similarityExample()] });

export const tokenizeRequest = z
  .object({
    model,
    inputs,
    add_special_tokens: defaulted(z.boolean(), true, {
      description: 'Whether [CLS] and [SEP] are listed.',
      examples: [false],
    }),
    prompt_name: noPrompt,
  })
  .meta({ id: 'TeiTokenizeRequest', description: 'What is asked.', examples: [{ inputs: 'Snowboarding is fun.' }] });

const vector = z.array(z.number());

export const embedResponse = z.array(vector).meta({ description: 'One vector a text.' });
export const embedAllResponse = z
  .array(z.array(vector))
  .meta({ description: 'For each text the vector of each token.' });
export const similarityResponse = vector.meta({ description: 'The cosine of each sentence with the source sentence.' });

const place = { minimum: 0, examples: [0] };
const simpleToken = z
  .object({
    id: z.int().meta({ description: 'Row of the vocabulary.', minimum: 0, examples: [4586] }),
    text: z.string().meta({ description: 'As it stands in the text; [CLS] and [SEP] as such.', examples: ['Snow'] }),
    special: z.boolean().meta({ description: 'Whether it was added around the text.', examples: [false] }),
    start: z
      .int()
      .nullable()
      .meta({ description: 'Its first byte in the UTF-8 of the text; null for added tokens.', ...place }),
    stop: z
      .int()
      .nullable()
      .meta({ description: 'One past its last byte; null for added tokens.', ...place }),
  })
  .meta({ description: 'One token.' });

export const tokenizeResponse = z.array(z.array(simpleToken)).meta({ description: 'The tokens of each text.' });

const whole = (description: string, example: number) => z.int().meta({ description, examples: [example] });
const name = (description: string, example: string) => z.string().meta({ description, examples: [example] });
const none = (description: string) => z.null().meta({ description, examples: [null] });

export const infoResponse = z
  .object({
    model_id: name('Its id at Hugging Face.', 'sentence-transformers/all-MiniLM-L6-v2'),
    model_sha: none('Not told; `/v1/models` has the checksums of the weights.'),
    model_dtype: name('How most of its matrices are stored.', 'int8'),
    served_model_name: name('The model that answers a request that names none.', miniLm),
    model_type: z
      .object({
        embedding: z
          .object({ pooling: name('How token vectors become one.', 'mean') })
          .meta({ description: 'A model of sentence vectors.' }),
      })
      .meta({ description: 'What the model is for.' }),
    max_concurrent_requests: whole('Requests that may wait.', 32),
    max_input_length: whole('Tokens of one text.', 512),
    max_batch_tokens: whole('Tokens of one request.', 65_536),
    max_batch_requests: none('Without a limit of its own.'),
    max_client_batch_size: whole('Texts of one request.', 2048),
    auto_truncate: z.literal(false).meta({ description: 'Whether texts are cut without being asked.' }),
    tokenization_workers: whole('Threads that split texts.', 1),
    version: name('Version of this API.', apiVersion),
    sha: none('Not told.'),
    docker_label: none('There is none.'),
  })
  .meta({ id: 'TeiInfo', description: 'What is served.' });

export const teiErrorTypes = ['Unhealthy', 'Backend', 'Overloaded', 'Validation', 'Tokenizer', 'Empty'] as const;

export const teiErrorResponse = z
  .object({
    error: name('What was expected, what was found, what to do.', 'inputs[0]: expected at most 512 tokens, found 602.'),
    error_type: z.enum(teiErrorTypes).meta({ description: 'What kind of error.' }),
  })
  .meta({ id: 'TeiErrorResponse', description: 'An error in the shape of Text Embeddings Inference.' });

export type EmbedRequest = z.output<typeof embedRequest>;
export type EmbedAllRequest = z.output<typeof embedAllRequest>;
export type SimilarityRequest = z.output<typeof similarityRequest>;
export type TokenizeRequest = z.output<typeof tokenizeRequest>;
export type InfoResponse = z.output<typeof infoResponse>;
export type TeiErrorResponse = z.output<typeof teiErrorResponse>;

function similarityExample() {
  return {
    inputs: { source_sentence: 'What is Deep Learning?', sentences: ['What is Machine Learning?', 'A cat sat.'] },
  };
}
