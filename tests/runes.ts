import { transform } from 'esbuild';
import { compileModule } from 'svelte/compiler';
import type { Plugin } from 'vitest/config';

/** Compiles modules with runes, `*.svelte.ts`, as the site's build does for the browser. */
export const runes: Plugin = {
  name: 'runes',
  enforce: 'pre',
  async transform(source, id) {
    if (!id.endsWith('.svelte.ts')) return undefined;
    const { code } = await transform(source, { loader: 'ts', target: 'esnext' });
    return compileModule(code, { filename: id, generate: 'client' }).js;
  },
};
