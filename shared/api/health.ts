import { z } from 'zod';

const modelState = z.object({
  id: z.string(),
  state: z.enum(['cold', 'loading', 'ready']).meta({ description: '`cold`: the first request will load it.' }),
  memory_bytes: z.int().meta({ description: 'WebAssembly memory that the model holds.' }),
  queue_length: z.int().meta({ description: 'Requests that run or wait.' }),
});

export const healthResponse = z.object({ status: z.literal('ok'), models: z.array(modelState) });
export type HealthResponse = z.infer<typeof healthResponse>;
