import { default_request_retention, type FSRS, fsrs } from 'ts-fsrs';
import { z } from '../stored/schema.ts';

/** The probability of recall at which a card comes due, unless the reader chooses another. */
export const usualRetention = default_request_retention;

/** The retentions that may be chosen, in steps of `retentionStep`. */
export const leastRetention = 0.8;
export const mostRetention = 0.95;
export const retentionStep = 0.01;

export const retentionSchema = z.number().min(leastRetention).max(mostRetention);
export const expectedRetention = `expected a number from ${leastRetention} to ${mostRetention}`;

const schedulers = new Map<number, FSRS>();

/** FSRS with a retention, without random spread, so that the interval on a button is the one that it gives. */
export function schedulerFor(retention: number): FSRS {
  const known = schedulers.get(retention);
  if (known) return known;
  const made = fsrs({ enable_fuzz: false, request_retention: retention });
  schedulers.set(retention, made);
  return made;
}
