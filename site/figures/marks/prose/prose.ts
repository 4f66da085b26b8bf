import { fullPrecision, threeDigits } from '../number/number-format.ts';

const formats = {
  digits: threeDigits,
  percent: (value: number) => `${Math.round(value * 100)}\u00a0%`,
  whole: (value: number) => Math.round(value).toLocaleString('en'),
  exact: fullPrecision,
} as const;

/** A number of the model with its name, in plain data so that it can be part of a page's HTML. */
export interface Measured {
  readonly value: number;
  /** See `number/tensor-name.ts`. */
  readonly tensor: string;
  readonly format?: keyof typeof formats;
  /** The body of `POST /v1/trace`, where the number is not of the reader's unchanged sentence. */
  readonly request?: string;
}

/** A part of a sentence about the model: plain words, emphasis, a subscript, a token, a number. */
export type ProseRun =
  | { readonly kind: 'text' | 'em' | 'sub' | 'token'; readonly text: string }
  | { readonly kind: 'number'; readonly number: Measured };
export type Prose = readonly ProseRun[];

type Insert = string | number | Measured | Prose;

/**
 * prose`${'it'} gives ${weight} to ${'cat'}`: inserted strings are the reader's tokens, in which nothing counts as a
 * mark; other words are inserted as prose.
 */
export function prose(words: TemplateStringsArray, ...inserts: readonly Insert[]): Prose {
  const runs = words.flatMap((text, index): ProseRun[] => {
    const insert = inserts[index];
    return insert === undefined ? [{ kind: 'text', text }] : [{ kind: 'text', text }, ...insertedRuns(insert)];
  });
  return runs.filter((run) => run.kind === 'number' || run.text !== '');
}

/** Plain words, to be inserted into a sentence. */
export const plainWords = (text: string): Prose => [{ kind: 'text', text }];

function insertedRuns(insert: Insert): Prose {
  return isProse(insert) ? insert : [insertedRun(insert)];
}

const isProse = (insert: Insert): insert is Prose => Array.isArray(insert);

function insertedRun(insert: string | number | Measured): ProseRun {
  if (typeof insert === 'string') return { kind: 'token', text: insert };
  if (typeof insert === 'number') return { kind: 'text', text: insert.toLocaleString('en') };
  return { kind: 'number', number: insert };
}

/** The number as text, in its own format. */
export function printed({ value, format = 'digits' }: Measured): string {
  return formats[format](value);
}

/** The sentence without marks, for a card or a label; its tokens stand in quotes. */
export function plainText(runs: Prose): string {
  const quoted = runs.length > 1;
  return runs
    .map((run) => {
      if (run.kind === 'number') return printed(run.number);
      return run.kind === 'token' && quoted ? `“${run.text}”` : run.text;
    })
    .join('');
}
