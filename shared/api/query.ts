import { z } from 'zod';
import { quoted } from '../model/quoted.ts';
import type { IssueParams } from './validation.ts';

type QueryValue = string | string[] | undefined;

/** Turns the value of a field in a query string into the value that a JSON body would have. */
type ReadValue = (value: QueryValue, context: z.RefinementCtx) => unknown;

interface Spelling {
  readonly read: ReadValue;
  /** The type in the reference. The field's own type would say that null may be sent. */
  readonly type: Readonly<Record<string, unknown>>;
}

type QueryField<T extends z.ZodType> = ReturnType<typeof queryField<T>>;

/**
 * The fields of a body as a query string spells them: the same names, values, defaults and descriptions. Texts stand
 * unchanged. A boolean may be spelled as programs print it: true, True, 1. A list has commas or repeats its field. A
 * field without a value, as in `?model=`, counts as absent.
 * @throws TypeError naming a field that a query string has no spelling for.
 */
export function queryFields<Shape extends Readonly<Record<string, z.ZodType>>>(fields: Shape) {
  const entries = Object.entries(fields).map(([name, field]) => [name, queryField(field, name)]);
  return Object.fromEntries(entries) as { [Name in keyof Shape]: QueryField<Shape[Name]> };
}

/** A required field is a text, which needs no reading. */
function queryField<T extends z.ZodType>(field: T, name: string) {
  const value = optionalValue(field);
  const { read, type }: Spelling = value === undefined ? asItIs : spellingOf(value, name);
  return z.preprocess(read, field).meta({ ...field.meta(), ...type });
}

/** The schema of an optional field's value; undefined for a required field. */
function optionalValue(field: z.ZodType): z.ZodType | undefined {
  const present = field instanceof z.ZodPipe ? field.in : undefined;
  const known = present instanceof z.ZodOptional ? present.unwrap() : undefined;
  return known instanceof z.ZodNullable ? (known.unwrap() as z.ZodType) : undefined;
}

function spellingOf(value: z.ZodType, name: string): Spelling {
  if (value instanceof z.ZodString) return { read: absentIfEmpty, type: { type: 'string' } };
  if (value instanceof z.ZodEnum) return { read: absentIfEmpty, type: { type: 'string', enum: value.options } };
  if (value instanceof z.ZodNumber) return { read: readNumber, type: { type: value.format ? 'integer' : 'number' } };
  if (value instanceof z.ZodBoolean) return { read: yesOrNo, type: { type: 'boolean' } };
  const list = value instanceof z.ZodPipe ? value.out : value;
  if (list instanceof z.ZodArray && list.element instanceof z.ZodNumber) return listOf(list.element);
  throw new TypeError(`${name}: expected a text, a number, a yes or no, or a list of numbers, found ${value.type}`);
}

const asItIs: Spelling = { read: (value) => value, type: {} };

const absentIfEmpty: ReadValue = (value) => (value === '' ? undefined : value);

/** A list in a query string, with commas or by repeating the field: `layers=0,3`, `layers=0&layers=3`. */
function listOf(item: z.ZodNumber): Spelling {
  const { maximum } = item.meta() ?? {};
  return { read: readList, type: { type: 'array', items: { type: 'integer', minimum: 0, maximum } } };
}

const readList: ReadValue = (value, context) => {
  const written = [value ?? []].flat().flatMap((part) => part.split(',').map((item) => item.trim()));
  if (written.every((item) => item === '')) return undefined;
  if (written.every((item) => /^\d+$/.test(item))) return written.map(Number);
  return refuse(context, 'expected whole numbers with commas between them, e.g. 0,3');
};

/** What is no number stays a text, which the field's own check refuses. */
const readNumber: ReadValue = (value) => {
  const isNumber = typeof value === 'string' && /^-?(\d+(\.\d+)?|\.\d+)(e-?\d+)?$/i.test(value.trim());
  return isNumber ? Number(value) : value === '' ? undefined : value;
};

const yesOrNo: ReadValue = (value, context) => {
  const spelled = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (spelled === undefined || spelled === '') return undefined;
  if (spelled === 'true' || spelled === '1') return true;
  if (spelled === 'false' || spelled === '0') return false;
  return refuse(context, `expected one of true, false, found ${quoted(value)}`);
};

function refuse(context: z.RefinementCtx, message: string): undefined {
  const params: IssueParams = { code: 'invalid_value' };
  context.addIssue({ code: 'custom', message, params });
}
