import { z } from 'zod';
import { bertBase } from '../served-models.ts';

const modelState = z.object({
  id: z.string().meta({ description: 'The model.', examples: [bertBase] }),
  state: z.enum(['cold', 'loading', 'ready', 'unreachable']).meta({
    description: '`cold`: the first request will load it. `unreachable`: its Worker did not answer.',
    examples: ['ready'],
  }),
  memory_bytes: z.int().meta({
    description: 'Bytes of WebAssembly memory that the model holds; 0 until it is loaded.',
    minimum: 0,
    examples: [98_304_000],
  }),
  queue_length: z.int().meta({ description: 'Requests that run or wait.', minimum: 0, maximum: 32, examples: [0] }),
});

export const healthResponse = z
  .object({
    status: z.literal('ok').meta({ description: 'The Worker answers.' }),
    models: z.array(modelState).meta({ description: 'One entry for each isolate that was asked.' }),
  })
  .meta({ id: 'HealthResponse', description: 'State of each isolate.' });
export type HealthResponse = z.infer<typeof healthResponse>;
