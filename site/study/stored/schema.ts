import * as z from 'zod';

// By default zod compiles its validators, but the Content-Security-Policy of the pages allows no code that is made from
// text.
z.config({ jitless: true });

/** A moment as stored and exported: ISO 8601 in UTC. */
export const instant = z.iso.datetime();

export { z };
