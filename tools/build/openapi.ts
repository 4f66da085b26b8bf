// Writes build/openapi.json, the document that the API serves at /openapi.json, for the pages made from it.

import { mkdirSync, writeFileSync } from 'node:fs';
import { createApp } from '../../functions/app.ts';
import { openApiDocument } from '../../functions/openapi.ts';

/** Describing the routes runs no model: a module without content stands for the kernels. */
const kernels = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
const app = createApp({ kernels, kernelFile: 'kernels.wasm', passingStream: () => new TransformStream() });

mkdirSync('build', { recursive: true });
writeFileSync('build/openapi.json', `${JSON.stringify(openApiDocument(app), undefined, 1)}\n`);
