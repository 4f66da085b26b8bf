import built from '../../build/openapi.json' with { type: 'json' };
import { shownAnswer } from './shown-answer.ts';

/** The parts of a JSON schema that the API's contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

type Headers = Readonly<Record<string, { readonly description: string; readonly example: unknown }>>;

export interface ApiResponse {
  readonly description: string;
  readonly headers: Headers;
  /** Absent for an answer without a body, such as 304. */
  readonly content?: Content;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

interface PathMethod {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, ApiResponse>>;
}

export interface Operation extends PathMethod {
  readonly method: string;
  readonly path: string;
}

interface OpenApi {
  readonly info: { readonly description: string; readonly version: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, PathMethod>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The document that the API serves at /openapi.json. */
export const openApi = built as unknown as OpenApi;

/** Every method of every path, by group. */
export const operations: readonly Operation[] = openApi.tags.flatMap(({ name }) =>
  Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => tags.includes(name))
      .map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  ),
);

/** An example of a part of an operation's path. @throws Error where the document has none. */
export function exampleParameter({ path, parameters = [] }: Operation, name: string): string {
  const example = parameters.find((one) => one.in === 'path' && one.name === name)?.schema.examples?.[0];
  if (typeof example === 'string') return example;
  throw new Error(`expected an example of {${name}} in ${path}, found ${typeof example}`);
}

/** Schemas that several answers contain; the reference shows each once. */
export const sharedParts = ['Token', 'Usage', 'Model', 'ErrorResponse'] as const;

/** The name in a reference: `#/components/schemas/Token` is `Token`. */
function referenceName({ $ref }: Schema): string | undefined {
  return $ref?.split('/').at(-1);
}

/** The shared schema that a schema refers to, itself or by its items; undefined where it refers to none. */
export function sharedPart(schema: Schema): string | undefined {
  const name = referenceName(schema.items ?? schema);
  return sharedParts.find((part) => part === name);
}

/** The schema that a reference stands for. @throws Error naming a reference that leads nowhere */
export function resolveSchema(schema: Schema): Schema {
  const name = referenceName(schema);
  if (name === undefined) return schema;
  const found = openApi.components.schemas[name];
  if (found === undefined) throw new Error(`${schema.$ref}: expected a schema of that name, found none`);
  return found;
}

/** A field in the form in which the reference lists it. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/**
 * Fields of an object, of the items of an array, or of every value of a map (named `*`). Of alternatives, the fields
 * that any of them has.
 */
export function fieldsOf(schema: Schema): Field[] {
  const { properties, required = [], items, additionalProperties, anyOf } = resolveSchema(schema);
  if (anyOf) return joined(anyOf.map(fieldsOf));
  if (properties) {
    return Object.entries(properties).map(([name, field]) => ({
      name,
      schema: field,
      required: required.includes(name),
    }));
  }
  if (typeof additionalProperties === 'object') return [{ name: '*', schema: additionalProperties, required: false }];
  return items ? fieldsOf(items) : [];
}

/** Joins the fields of alternatives by name. A field whose type differs gets both types. */
function joined(alternatives: readonly Field[][]): Field[] {
  const byName = Map.groupBy(alternatives.flat(), ({ name }) => name);
  return [...byName.values()].map(([first, ...others]) => {
    const schemas = [first!, ...others].map(({ schema }) => schema);
    const required = others.length + 1 === alternatives.length && [first!, ...others].every((field) => field.required);
    return { name: first!.name, schema: eitherOf(schemas), required };
  });
}

function eitherOf(schemas: readonly Schema[]): Schema {
  const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  if (different.length === 1) return different[0]!;
  const description = different.map((schema) => schema.description ?? '').join(' Or: ');
  if (different.every((schema) => schema.enum))
    return { description, enum: different.flatMap((schema) => schema.enum ?? []) };
  return { description, anyOf: different, examples: different[0]!.examples };
}

/** The type in words: `integer`, `array of Token`, `one of "f32", "f16"`, `string or null`. */
export function typeOf(schema: Schema): string {
  if (schema.$ref) return referenceName(schema)!;
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.enum) return oneOf(schema.enum);
  if (schema.format === 'binary') return 'bytes';
  if (schema.items && numberDepth(schema) > 1) return `numbers nested ${numberDepth(schema)} deep`;
  if (schema.items) return `array of ${typeOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object') return `map of ${typeOf(schema.additionalProperties)}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
}

/** How deeply the numbers of an array are nested; 0 where it holds something else. */
function numberDepth({ type, items }: Schema): number {
  if (items === undefined) return type === 'number' ? 0 : Number.NaN;
  return 1 + numberDepth(items);
}

function oneOf(values: readonly unknown[]): string {
  const written = values.map((value) => JSON.stringify(value)).join(', ');
  return values.length === 1 ? written : `one of ${written}`;
}

/** The bounds in words: `0 to 11`, `at least 1 item`, and those of the items. Empty where there are none. */
export function boundsOf(schema: Schema): string {
  const { minimum, maximum, minLength, minItems, maxItems, items, anyOf = [] } = schema;
  if (anyOf.length > 0)
    return anyOf
      .map(boundsOf)
      .filter((bound) => bound !== '')
      .join(' or ');
  const own = [
    between(minimum, maximum, ''),
    between(minLength, undefined, ' character'),
    between(minItems, maxItems, ' item'),
  ];
  const each = items && !items.$ref ? boundsOf(items) : '';
  return [...own, each && `each ${each.replace(/^each /, '')}`].filter((bound) => bound !== '').join('; ');
}

function between(low: number | undefined, high: number | undefined, unit: string): string {
  const plural = (count: number) => `${count.toLocaleString('en-US')}${unit}${unit !== '' && count !== 1 ? 's' : ''}`;
  if (low !== undefined && high !== undefined) return `${low.toLocaleString('en-US')} to ${plural(high)}`;
  if (low !== undefined) return `at least ${plural(low)}`;
  return high === undefined ? '' : `at most ${plural(high)}`;
}

/** The first example that fits on a line, as JSON. */
export function exampleOf({ examples = [] }: Schema): string | undefined {
  const example = examples[0];
  if (example === undefined) return undefined;
  const written = JSON.stringify(example);
  return written.length <= 90 ? written : `${written.slice(0, 89)}…`;
}

/** An example answer with one field on each line, cut where it is long; /openapi.json has all of it. */
export function exampleAnswer({ content }: ApiResponse): string | undefined {
  const example = content?.['application/json']?.example;
  if (typeof example !== 'object' || example === null) return undefined;
  return shownAnswer(example);
}

/** The example body of an operation's request, as JSON; undefined where it has no body. */
export function exampleRequest(operation: Operation): string | undefined {
  const body = operation.requestBody?.content['application/json']?.schema;
  if (body === undefined) return undefined;
  // Of bodies of several kinds, the first is the plainest.
  const [plainest = body] = resolveSchema(body).anyOf ?? [];
  return JSON.stringify(resolveSchema(plainest).examples?.[0]);
}
