import { api } from './api-client.ts';
import { askForLines } from './ask-lines.ts';
import { ModelDown } from './ask-model.ts';

/** What a sweep says before its numbers. */
export interface FirstLine<Token> {
  readonly object: 'sweep';
  readonly tokens: readonly Token[];
  readonly position: number;
  readonly targets: readonly { readonly token: string; readonly id: number; readonly log_probability: number }[];
}

/** One change of a sweep, by its place in the sweep's shape: of each word, changed minus unchanged. */
export interface ResultLine {
  readonly index: readonly [row: number, column: number];
  readonly log_probability: readonly number[];
}

export type SweepLine<Token> = FirstLine<Token> | ResultLine | { readonly object: 'sweep.end' };

/** As far as it is known: NaN where it is not yet. */
interface Known {
  readonly changes: readonly (number | readonly number[])[];
}

type SweepBody = Parameters<typeof api.v1.sweep.$post>[0]['json'];

/**
 * A sweep by `POST /v1/sweep`, told as it becomes known.
 * @param withLine what is known with one more line
 * @param onpart called with everything that is known so far, the first time before any change is
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer; the signal's reason when it is
 *   aborted
 */
export async function askSweep<Sweep extends Known>(
  json: SweepBody,
  withLine: (sweep: Sweep | undefined, line: unknown) => Sweep | undefined,
  signal: AbortSignal,
  onpart: (sweep: Sweep) => void,
): Promise<Sweep> {
  let sweep: Sweep | undefined;
  await askForLines(
    (options) => api.v1.sweep.$post({ json }, options),
    signal,
    (lines) => {
      for (const line of lines) sweep = withLine(sweep, line);
      if (sweep) onpart(sweep);
    },
  );
  if (!sweep?.changes.flat().every(Number.isFinite)) {
    throw new ModelDown('The model stopped before its answer was whole.');
  }
  return sweep;
}
