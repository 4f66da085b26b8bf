// Writes build/openapi.json, the document that the API serves at /openapi.json, for the pages made from it.

import { mkdirSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { openApiDocument } from '../../functions/openapi.ts';

/** Describing the routes runs no model, so the kernels, which only a Worker's bundler can import, are left out. */
registerHooks({
  load: (url, context, nextLoad) =>
    url.endsWith('.wasm')
      ? { format: 'module', source: 'export default undefined', shortCircuit: true }
      : nextLoad(url, context),
});

const { app } = await import('../../functions/app.ts');

mkdirSync('build', { recursive: true });
writeFileSync('build/openapi.json', `${JSON.stringify(openApiDocument(app), undefined, 1)}\n`);
