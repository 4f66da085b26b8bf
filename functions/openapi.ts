import { tags } from './route-contract.ts';

/** What the OpenAPI document says about itself; paths and schemas come from the routes. */
export const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: "Understanding BERT's attention mechanism",
    version: '1.0.0',
    summary: "BERT's attention and every other intermediate over HTTP.",
    description:
      "BERT's attention, queries, keys, values and every other intermediate, besides sentence vectors and masked words. " +
      'No account. Tensors come as JSON, safetensors or NumPy, as `Accept` says. Layers, heads and tokens count from 0.',
    license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: 'Where this document is served.' }],
  tags: Object.values(tags),
};
