import { Ajv2020 } from 'ajv/dist/2020.js';

type Json = Readonly<Record<string, unknown>>;

/** One broken rule, as `where: what is missing`. */
type Finding = string;

/** What an OpenAPI document must hold beyond its own grammar, for somebody who has nothing else to read. */
export function findingsOf(document: Json): Finding[] {
  const operations = operationsOf(document);
  return [
    ...operations.flatMap(([where, operation]) => operationFindings(where, operation)),
    ...repeated(operations.map(([, operation]) => String(operation.operationId))),
    ...schemasOf(document).flatMap(([where, schema]) => schemaFindings(document, where, schema)),
  ];
}

/** Every operation with `POST /v1/trace` as its name. */
export function operationsOf(document: Json): [string, Json][] {
  return entries(document.paths).flatMap(([path, methods]) =>
    entries(methods).map(([method, operation]): [string, Json] => [
      `${method.toUpperCase()} ${path}`,
      asJson(operation),
    ]),
  );
}

/** The media types in which an operation answers. */
export function answerTypesOf(operation: Json): string[] {
  return entries(asJson(asJson(operation.responses)[200]).content).map(([type]) => type);
}

function operationFindings(where: string, operation: Json): Finding[] {
  const missing = ['operationId', 'summary', 'description', 'tags'].filter((field) => !operation[field]);
  const responses = entries(operation.responses);
  const statuses = responses.map(([status]) => status);
  return [
    ...missing.map((field) => `${where}: no ${field}`),
    ...(statuses.some((status) => status.startsWith('4')) ? [] : [`${where}: no 4xx response`]),
    ...(statuses.includes('500') ? [] : [`${where}: no 500 response`]),
    ...responses.flatMap(([status, response]) =>
      asJson(response).description && (asJson(response).content || status === '304')
        ? []
        : [`${where} ${status}: no description or content`],
    ),
    ...(asJson(asJson(asJson(operation.responses)[200]).headers).etag && !statuses.includes('304')
      ? [`${where}: an ETag and no 304`]
      : []),
    ...parametersOf(operation).flatMap(({ name, schema }) =>
      asJson(schema).description && asJson(schema).examples ? [] : [`${where} ?${name}: no description or example`],
    ),
  ];
}

function parametersOf({ parameters }: Json): Json[] {
  return Array.isArray(parameters) ? parameters.map(asJson) : [];
}

function repeated(names: readonly string[]): Finding[] {
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `operationId ${name}: twice`);
}

/** Every schema of the document, down to each property and item, with its path as its name. */
export function schemasOf(document: Json): [string, Json][] {
  const bodies = operationsOf(document).flatMap(([where, operation]) =>
    [operation.requestBody, ...Object.values(asJson(operation.responses))].flatMap((body) =>
      entries(asJson(body).content).map(([type, content]): [string, Json] => [
        `${where} (${type})`,
        asJson(asJson(content).schema),
      ]),
    ),
  );
  const named = entries(asJson(document.components).schemas).map(([name, schema]): [string, Json] => [
    name,
    asJson(schema),
  ]);
  return [...bodies, ...named].flatMap(([where, schema]) => withChildren(where, schema));
}

function withChildren(where: string, schema: Json): [string, Json][] {
  return [[where, schema], ...childrenOf(where, schema).flatMap(([path, child]) => withChildren(path, child))];
}

function childrenOf(where: string, { properties, items, anyOf, oneOf, additionalProperties }: Json): [string, Json][] {
  const alternatives = [anyOf ?? [], oneOf ?? []].flat();
  return [
    ...entries(properties).map(([name, child]): [string, unknown] => [`${where}.${name}`, child]),
    ...alternatives.map((child, index): [string, unknown] => [`${where}|${index}`, child]),
    [`${where}[]`, items] as [string, unknown],
    [`${where}.*`, additionalProperties] as [string, unknown],
  ]
    .filter(([, child]) => typeof child === 'object' && child !== null)
    .map(([path, child]) => [path, asJson(child)]);
}

function schemaFindings(document: Json, where: string, schema: Json): Finding[] {
  const isProperty = /\.\w+$/.test(where);
  const described = '$ref' in schema || schema.description !== undefined;
  const isLeaf = !('$ref' in schema) && !schema.properties && !schema.additionalProperties && !itemsAreRead(schema);
  const shown = Array.isArray(schema.examples) || Array.isArray(schema.enum);
  return [
    ...(isProperty && !described ? [`${where}: no description`] : []),
    ...(isProperty && isLeaf && !shown ? [`${where}: no example`] : []),
    ...wrongExamples(document, where, schema),
    ...(isHalfNullable(schema) ? [`${where}: null by its type, not by its enum`] : []),
  ];
}

/** A list of values without null where the type has it: no value is null then, and openapi-python-client drops the route. */
function isHalfNullable({ type, enum: values }: Json): boolean {
  return Array.isArray(type) && type.includes('null') && Array.isArray(values) && !values.includes(null);
}

/** An array whose items have fields of their own, which carry the examples. */
function itemsAreRead({ items }: Json): boolean {
  return '$ref' in asJson(items) || asJson(items).properties !== undefined;
}

/** Every `default` and example must be valid against the schema it stands in. */
function wrongExamples(document: Json, where: string, schema: Json): Finding[] {
  const examples = Array.isArray(schema.examples) ? schema.examples : [];
  const shown = examples.map((example, index): [string, unknown] => [`example ${index}`, example]);
  if ('default' in schema) shown.push(['default', schema.default]);
  return shown.flatMap(([what, value]) => invalid(document, `${where} ${what}`, schema, value));
}

/** The examples of parameters, headers, bodies and whole answers against their schemas. */
export function contentFindings(document: Json): Finding[] {
  return operationsOf(document).flatMap(([where, operation]) => {
    const bodies = [operation.requestBody, ...Object.values(asJson(operation.responses))].map(asJson);
    const contents = bodies.flatMap(({ content, headers }) => [...entries(content), ...entries(headers)]);
    const parameters = parametersOf(operation);
    return [
      ...contents.flatMap(([name, { schema, example }]: [string, Json]) =>
        example === undefined ? [] : invalid(document, `${where} ${name}`, asJson(schema), example),
      ),
      ...parameters.flatMap(({ name, schema }) => wrongExamples(document, `${where} ?${name}`, asJson(schema))),
    ];
  });
}

/** What the JSON answer of an operation has that its schema does not allow. */
export function answerFindings(document: Json, operationId: string, answer: unknown): Finding[] {
  const [, operation] = operationsOf(document).find(([, one]) => one.operationId === operationId) ?? [];
  const content = asJson(asJson(asJson(operation?.responses)[200]).content);
  return invalid(document, operationId, asJson(asJson(content['application/json']).schema), answer);
}

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });

function invalid(document: Json, where: string, schema: Json, value: unknown): Finding[] {
  const validate = ajv.compile({ ...schema, components: document.components });
  if (validate(value)) return [];
  const [{ instancePath, message }] = validate.errors ?? [{ instancePath: '', message: '' }];
  return [`${where}: ${instancePath} ${message}`];
}

function entries(value: unknown): [string, Json][] {
  return Object.entries(asJson(value)) as [string, Json][];
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
