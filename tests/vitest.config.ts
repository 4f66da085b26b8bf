import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { runes } from './runes.ts';

export default defineConfig({
  plugins: [runes],
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['tests/**/*.test.ts'],
    // As many files at once as the smallest machine has cores: most of a browser test is waiting.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
