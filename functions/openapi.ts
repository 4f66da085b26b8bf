/** What the OpenAPI document says about itself; paths and schemas come from the routes. */
export const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: "Understanding BERT's attention mechanism",
    version: '1.0.0',
    description:
      "BERT's attention, queries, keys, values and every other intermediate, besides sentence vectors and masked words. " +
      'No account. Tensors come as JSON, safetensors or NumPy, as `Accept` says.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
};
