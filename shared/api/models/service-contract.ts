import { z } from 'zod';
import { json, ndjson, npy, safetensors } from '../media-types.ts';

const most = (description: string, example: number) => z.int().meta({ description, minimum: 1, examples: [example] });

/** The media types of each route's answers. */
export const formats = z
  .record(
    z.string(),
    z.object({
      one: z.array(z.string()).meta({
        description: 'Of a request about one text; the first is sent without `Accept`.',
        examples: [[json, safetensors, npy]],
      }),
      many: z
        .array(z.string())
        .optional()
        .meta({ description: 'Of one with `input`, about many texts.', examples: [[json, ndjson, safetensors]] }),
    }),
  )
  .meta({ description: 'Media types of the answers, by route.' });

/** What goes beyond is refused with 400, 413, 429 or 503. */
export const modelLimits = z
  .object({
    body_bytes: most('Bytes of a request.', 1_048_576),
    tokens_per_text: most('Tokens of one text, [CLS] and [SEP] included.', 512),
    embeddings: z
      .object({ texts: most('Texts.', 2048), tokens: most('Their tokens together.', 65_536) })
      .meta({ description: 'One request to /v1/embeddings.' }),
    batch: z
      .object({ texts: most('Texts.', 256), tokens: most('Their tokens together.', 16_384) })
      .meta({ description: 'One request with `input` to another route.' }),
    tensor_bytes: most('Bytes of tensors in a binary answer that is computed whole before it is sent.', 8_388_608),
    json_tensor_bytes: most('Bytes of tensors in a JSON answer, before they are written as text.', 2_097_152),
    tensors: most('Names of one trace.', 256),
    interventions: most('Changes of one pass.', 64),
    candidates: most('Candidates for one prediction.', 100),
    predictions: most('Predictions for one text in /v1/fill-mask with `positions` or `hidden_states`.', 512),
    tokens_per_sweep: most('Tokens that one sweep reads, by layers.', 8192),
    waiting_requests: most('Requests that wait for the model in one isolate.', 32),
    waiting_requests_of_network: most('Of them, those from one network.', 8),
    rate: z
      .object({
        units: most('Units of work.', 300),
        seconds: most('In so many seconds.', 60),
        tokens: most('Tokens through all layers of BERT-base that are one unit.', 128),
        least: z.number().meta({ description: 'Units that every request counts at least.', examples: [0.25] }),
      })
      .meta({ description: 'Work for one address, where the deployment counts it.' }),
  })
  .meta({ description: 'What one request may ask for, and one client.' });

/** What computes. */
export const kernels = z
  .object({
    module: z.string().meta({
      description: 'The WebAssembly module of the Worker that answers this request; all of ours give the same bits.',
      examples: ['kernels.wasm'],
    }),
    instructions: z.enum(['wasm-relaxed-simd-dot', 'wasm-relaxed-simd', 'wasm-simd']).meta({
      description:
        'What it multiplies with, beyond plain WebAssembly: 128-bit SIMD; with relaxed products of bytes; with those that add up in one instruction, where the processor has it.',
      examples: ['wasm-relaxed-simd'],
    }),
    threads: z.int().meta({ description: 'Threads of one pass.', minimum: 1, examples: [1] }),
  })
  .meta({ description: 'What computes the numbers.' });
