import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, sharedApi } from './functions/api.ts';
import { runPython, runs } from './site/api-reference/examples/run-example.ts';

const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```python\n(.*?)```/gs)].map(([, code]) => code!);

/** The packages that a block imports: `openai`, `safetensors.numpy`. */
const imported = (code: string) =>
  [...code.matchAll(/^(?:import|from) ([\w.]+)/gm)].map(([, name]) => name!).join(', ');

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

describe("README's Python", () => {
  for (const code of blocks) {
    const packages = imported(code);
    it.skipIf(!runs('python3', '-c', `import ${packages}`))(
      `runs as it stands: ${packages} (skipped where these are not installed)`,
      async () => {
        await runPython(code.replaceAll('http://localhost:8787', api.url.origin));
      },
      120_000,
    );
  }

  it('has a block for each of five kinds of clients', () => {
    expect(blocks.map(imported)).toEqual([
      'requests, safetensors.numpy',
      'requests, safetensors.numpy',
      'openai',
      'llama_index.embeddings.text_embeddings_inference, chromadb.utils.embedding_functions',
      'huggingface_hub',
    ]);
  });
});
