import { apiVersion } from '../shared/api/version.ts';
import { tags } from './route-contract.ts';

/** What the OpenAPI document says about itself; paths and schemas come from the routes. */
const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: "Understanding BERT's attention mechanism",
    version: apiVersion,
    summary: "BERT's attention and every other intermediate over HTTP.",
    description:
      "BERT's attention, queries, keys, values and every other intermediate, besides sentence vectors and masked words. " +
      'No account. Tensors come as JSON, safetensors or NumPy, as `Accept` says. Layers, heads and tokens count from 0. ' +
      'In a request, null is the same as an absent field. Floats in JSON have the fewest digits that read back as the same float32.',
    license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: 'Where this document is served.' }],
  security: [],
  tags: Object.values(tags),
};

/** The parts of a generated document that are changed here. */
interface Schema {
  type?: unknown;
  enum?: unknown[];
}

interface Described<Document> {
  getOpenAPI31Document(info: typeof openApiInfo): Document;
}

/**
 * The document at /openapi.json. A request's optional field may also be null; the document says so once in its text,
 * and its schemas leave null out, so that generated clients have one way to leave a field out.
 */
export function openApiDocument<Document extends { components?: { schemas?: Record<string, object> } }>(
  app: Described<Document>,
): Document {
  const document = app.getOpenAPI31Document(openApiInfo);
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    const { properties = {} } = schema as { properties?: Record<string, Schema> };
    if (name.endsWith('Request')) for (const field of Object.values(properties)) leaveOutNull(field);
  }
  return document;
}

function leaveOutNull(field: Schema): void {
  if (Array.isArray(field.type)) [field.type] = field.type;
  if (field.enum !== undefined) field.enum = field.enum.filter((value) => value !== null);
}
