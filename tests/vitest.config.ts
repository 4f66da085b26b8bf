import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';
import { runes } from './runes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tests of the built Workers and pages, and those in a browser. */
const ofTheBuilt = 'tests/**/*.{built,browser}.test.ts';

/**
 * One more than there are processors, since a tenth of a browser test is waiting; each has a site and a browser of its own,
 * for which 3 GiB is ample. Four at most: no more have been tried.
 */
function filesAtOnce(): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.max(2, Math.min(4, availableParallelism() + 1, Math.floor(memory / (3 * 2 ** 30))));
}

export default defineConfig({
  plugins: [runes],
  test: {
    root,
    maxWorkers: filesAtOnce(),
    sequence: { sequencer: LongestFirst },
    // Where the site is, as the build says it.
    env: { SITE: 'http://localhost:8787' },
    // No test is about time: these end one that hangs, and a slow machine takes several times what a fast one does.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        // They share what they import, so that each starts in a fraction of a second.
        test: { name: 'unit', include: ['tests/**/*.test.ts'], exclude: [ofTheBuilt], isolate: false },
      },
      {
        extends: true,
        test: { name: 'built', include: [ofTheBuilt], globalSetup: 'tests/served-site.ts', isolate: false },
      },
    ],
  },
});
