interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: { readonly examples?: readonly unknown[] };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: {
      readonly 'application/json': { readonly example?: unknown; readonly schema?: BodySchema };
    };
  };
}

export interface Document {
  readonly paths: Readonly<Record<string, object>>;
  readonly components: { readonly schemas: object };
}

export interface ExampleRequest {
  readonly operationId: string;
  readonly path: string;
  readonly init: RequestInit;
}

/** The example request of every operation of an OpenAPI document: its body, or the first example of each parameter. */
export function exampleRequests({ paths }: Document): ExampleRequest[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      operationId: operation.operationId,
      path: filled(path, operation.parameters ?? []),
      init: {
        method: method.toUpperCase(),
        ...(operation.requestBody && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(operation.requestBody.content['application/json'].example),
        }),
      },
    })),
  );
}

/** Fields with which an answer is of another kind than without. */
const makesSparse = ['top_k', 'min_weight'];

function filled(path: string, parameters: readonly Parameter[]): string {
  const query = new URLSearchParams();
  let address = path;
  for (const { name, in: place, schema } of parameters) {
    if (makesSparse.includes(name)) continue;
    const value = String(schema.examples?.[0]);
    if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value));
    else query.set(name, value);
  }
  return query.size > 0 ? `${address}?${query}` : address;
}

export interface FieldExample extends ExampleRequest {
  readonly field: string;
  readonly example: unknown;
}

interface BodySchema {
  readonly $ref?: string;
  readonly anyOf?: readonly { readonly $ref: string }[];
}

interface RequestSchema {
  readonly properties: Readonly<Record<string, { readonly examples?: readonly unknown[] }>>;
  readonly examples?: readonly object[];
}

/** An example request of every operation that has the field, again for each example of each field, with that one in it. */
export function fieldExamples(document: Document): FieldExample[] {
  const requests = exampleRequests(document);
  return Object.values(document.paths).flatMap((methods) =>
    Object.values(methods as Record<string, Operation>).flatMap((operation) => {
      const request = requests.find(({ operationId }) => operationId === operation.operationId);
      return request ? [...bodiesOf(document, operation, request), ...queriesOf(operation, request)] : [];
    }),
  );
}

function bodiesOf(document: Document, operation: Operation, request: ExampleRequest) {
  const content = operation.requestBody?.content['application/json'];
  if (!content?.schema) return [];
  const schemas = document.components.schemas as Record<string, RequestSchema>;
  return refsOf(content.schema).flatMap((ref, index) => {
    const schema = schemas[ref.split('/').at(-1) ?? ''];
    // The operation's own example is one of its first form.
    const own = index === 0 ? (content.example as object) : (schema.examples?.[0] ?? {});
    return fieldsOf(schema, own).map(({ field, example, body }) => ({
      ...request,
      field,
      example,
      init: { ...request.init, body },
    }));
  });
}

/** The forms that a body may have. */
function refsOf({ $ref, anyOf = [] }: BodySchema): string[] {
  return $ref ? [$ref] : anyOf.map((form) => form.$ref);
}

function fieldsOf({ properties, examples: whole = [] }: RequestSchema, own: object) {
  return Object.entries(properties).flatMap(([field, { examples = [] }]) =>
    examples.map((example) => {
      // A field that belongs to another kind of request is tried in an example of that kind.
      const others = field in own ? undefined : whole.find((one) => field in one);
      return { field, example, body: JSON.stringify({ ...(others ?? own), [field]: example }) };
    }),
  );
}

function queriesOf({ parameters = [] }: Operation, request: ExampleRequest): FieldExample[] {
  return parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name, schema }) =>
      (schema.examples ?? []).map((example) => {
        const [path, query] = request.path.split('?');
        const changed = new URLSearchParams(query);
        changed.set(name, String(example));
        return { ...request, field: name, example, path: `${path}?${changed}` };
      }),
    );
}
