import * as z from 'zod';

// By default zod compiles its validators, and the pages' Content-Security-Policy allows no code made from text.
z.config({ jitless: true });

/** A moment as stored and exported: ISO 8601 in UTC. */
export const instant = z.iso.datetime();

export { z };
