import { fullPrecision, threeDigits } from '../number/number-format.ts';

const formats = {
  digits: threeDigits,
  percent: (value: number) => `${Math.round(value * 100)} %`,
  whole: (value: number) => String(Math.round(value)),
  exact: fullPrecision,
} as const;

/** A number of the model, what it is called and how it is printed; plain, so that it can travel in a page. */
export interface Measured {
  readonly value: number;
  /** See `number/tensor-name.ts`. */
  readonly tensor: string;
  readonly format?: keyof typeof formats;
  /** What was asked, where it was not the reader's sentence as it stands: the body of `POST /v1/trace`. */
  readonly request?: string;
}

/** A run of a sentence about the model: plain words, words that stand out, a token, a number. */
export type ProseRun =
  | { readonly kind: 'text' | 'em' | 'token'; readonly text: string }
  | { readonly kind: 'number'; readonly number: Measured };
export type Prose = readonly ProseRun[];

/** prose`${'it'} gives ${weight} to ${'cat'}`: strings are tokens of the reader, which no mark of prose may touch. */
export function prose(words: TemplateStringsArray, ...inserts: readonly (string | number | Measured)[]): Prose {
  const runs = words.flatMap((text, index): ProseRun[] => {
    const insert = inserts[index];
    return insert === undefined ? [{ kind: 'text', text }] : [{ kind: 'text', text }, insertedRun(insert)];
  });
  return runs.filter((run) => run.kind === 'number' || run.text !== '');
}

function insertedRun(insert: string | number | Measured): ProseRun {
  if (typeof insert === 'string') return { kind: 'token', text: insert };
  if (typeof insert === 'number') return { kind: 'text', text: String(insert) };
  return { kind: 'number', number: insert };
}

export function printed({ value, format = 'digits' }: Measured): string {
  return formats[format](value);
}

/** The same without marks, for a card or a label; a token in a sentence stands in quotes. */
export function plainText(runs: Prose): string {
  const quoted = runs.length > 1;
  return runs
    .map((run) => {
      if (run.kind === 'number') return printed(run.number);
      return run.kind === 'token' && quoted ? `“${run.text}”` : run.text;
    })
    .join('');
}
