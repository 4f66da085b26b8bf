import { z } from 'zod';
import { cut, quoted } from '../model/quoted.ts';
import type { ErrorCode } from './error-codes.ts';
import { ApiError } from './errors.ts';

/** What a schema may say about an issue that it raises itself: `ctx.addIssue({ code: 'custom', params })`. */
export interface IssueParams {
  readonly code: ErrorCode;
}

// The one configuration of zod for requests. Without `jitless`, zod would try to compile its validators, and the
// Content-Security-Policy of the pages allows no code that is made from text.
z.config({ customError: describeIssue, jitless: true });

/** The value of a JSON text. @throws ApiError 400 where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const found = text === '' ? 'no body' : `something else${placeOf(cause)}`;
    throw new ApiError('invalid_json', `Expected one JSON object as the body, found ${found}.`, { cause });
  }
}

/** Where a text stops being JSON, as far as the parser says so. */
function placeOf(cause: unknown): string {
  const [, position] = /at position (\d+)/.exec(cause instanceof Error ? cause.message : '') ?? [];
  return position === undefined ? '' : ` at character ${position}`;
}

/** The request that these fields make up. @throws ApiError naming the first field that is wrong. */
export function parseRequest<T extends z.ZodType>(schema: T, fields: unknown): z.output<T> {
  const parsed = schema.safeParse(fields);
  if (!parsed.success) throw validationError(parsed.error);
  return parsed.data;
}

/** The first issue of a request as an error, whose `param` is the path of the wrong field. */
export function validationError(error: z.ZodError): ApiError {
  const issue = error.issues[0] && meant(error.issues[0]);
  if (issue === undefined) return new ApiError('invalid_request', 'The request could not be understood.');
  const { code } = issueParams(issue) ?? { code: issueCode(issue) };
  const param = issuePath(issue);
  if (param === '') return new ApiError(code, `The request: ${issue.message}.`);
  return new ApiError(code, `${param}: ${issue.message}.`, { param });
}

type Issue = z.core.$ZodIssue;

/** The parameters of an issue that says: this is no value of this form at all. */
export const otherForm = {};

/**
 * Of a value that fits none of several forms, the first issue of the form that it was meant to have. A form of another
 * kind of value was not meant.
 */
function meant(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const isMeant = (first: Issue | undefined) => {
    if (first?.code === 'custom') return first.params !== otherForm;
    return first?.code !== 'invalid_type' || first.path.length > 0;
  };
  const form = issue.errors.find(([first]) => isMeant(first)) ?? issue.errors[0]!;
  const inner = meant(form[0]!);
  return { ...inner, path: [...issue.path, ...inner.path] };
}

/**
 * The message of an issue in the form that all errors have: what was expected, what was found. Undefined for issues
 * whose own message says so already.
 */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}, found ${kindOf(issue.input)}`;
    case 'invalid_value':
      return `expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}, found ${short(issue.input)}`;
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit(issue.origin)}, found ${sizeOf(issue.input)}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${unit(issue.origin)}, found ${sizeOf(issue.input)}`;
    case 'unrecognized_keys':
      return 'no such field here, see /openapi.json';
    default:
      return undefined;
  }
}

const nothing = 'nothing';

function kindOf(value: unknown): string {
  if (value === undefined) return nothing;
  if (value === null) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'an array' : typeof value;
}

/** The value itself where it is short, else its kind, because an error must not repeat a long text of a client. */
function short(value: unknown): string {
  return typeof value === 'string' && value.length <= 40 ? quoted(value) : kindOf(value);
}

function unit(origin: string | undefined): string {
  return { array: ' items', string: ' characters' }[origin ?? ''] ?? '';
}

function sizeOf(value: unknown): string {
  return typeof value === 'string' || Array.isArray(value) ? String(value.length) : String(value);
}

/**
 * The path of an issue, cut where it is long: `['layers', 1]` is `layers[1]`. The path of an unknown field ends with
 * its name.
 */
function issuePath(issue: Issue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  const spelled = path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
  return cut(spelled);
}

function issueParams(issue: Issue): IssueParams | undefined {
  if (issue.code !== 'custom' || typeof issue.params?.code !== 'string') return undefined;
  return issue.params as unknown as IssueParams;
}

/** A field that is null is an absent one. */
function isNullField({ code, path, message }: Issue): boolean {
  return code === 'invalid_type' && typeof path.at(-1) === 'string' && message.endsWith('found null');
}

function issueCode(issue: Issue): ErrorCode {
  if (issue.code === 'unrecognized_keys') return 'unknown_field';
  return issue.message.endsWith(`found ${nothing}`) || isNullField(issue) ? 'missing_field' : 'invalid_value';
}
