import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { safetensors } from '../../../shared/api/media-types.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { loadBert } from '../../../shared/model/load-bert.ts';
import { openUrl } from '../../../shared/model/open-url.ts';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import { browserHere, leaveBrowser } from '../../browser-here.ts';
import { type Api, sharedApi } from '../../functions/api.ts';
import { kernelModule } from '../engine/kernel-bench.ts';
import type { askInPage, PageAnswer } from './engine-page.ts';
import { type ModelBits, modelBits, sha256 } from './model-bits.ts';
import { loadServed } from './served-models.ts';

const model = 'all-MiniLM-L6-v2';
const texts = ['The cat sat on the mat because it was tired.', 'Ünïcode, [MASK] and snowboarding! 🙂'];

let served: Api;
let browser: Browser;
let page: Page;
let fromDisk: Bert;
const requests: string[] = [];

beforeAll(async () => {
  [served, browser] = await Promise.all([sharedApi(), browserHere()]);
  page = await openEnginePage();
  fromDisk = await loadServed(model);
});
afterAll(async () => {
  await leaveBrowser();
  await served?.stop();
});

/** An empty page of the site's own origin, with the engine as a module script. */
async function openEnginePage(): Promise<Page> {
  const bodies: Record<string, { contentType: string; body: string | Buffer }> = {
    '/engine.html': { contentType: 'text/html', body: '<script type="module" src="/engine.js"></script>' },
    '/engine.js': { contentType: 'text/javascript', body: await bundledEngine() },
    '/kernels.wasm': {
      contentType: 'application/wasm',
      body: readFileSync(new URL('../../../build/kernels.wasm', import.meta.url)),
    },
  };
  const opened = await (await browser.newContext()).newPage();
  for (const [path, body] of Object.entries(bodies)) {
    await opened.route(new URL(path, served.url).href, (route) => route.fulfill(body));
  }
  opened.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await opened.goto(new URL('/engine.html', served.url).href);
  await opened.waitForFunction(() => 'askInPage' in globalThis);
  return opened;
}

async function bundledEngine(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('engine-page.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0].text;
}

function inChromium(text: string): Promise<PageAnswer> {
  return page.evaluate(
    ([base, asked]) =>
      (globalThis as unknown as { askInPage: typeof askInPage }).askInPage(base, '/kernels.wasm', asked),
    [`/models/${model}`, text] as const,
  );
}

/** By HTTP from the Worker's own static files. */
async function inNode(text: string): Promise<ModelBits> {
  const openFile = openUrl(new URL(`/models/${model}`, served.url).href, fetch);
  return modelBits(await loadBert({ id: `${model} by HTTP`, kernels: kernelModule, openFile }), text);
}

async function inWorkerd(text: string): Promise<ModelBits> {
  const attention = await served.post('/v1/attention', { model, text }, { accept: safetensors });
  const { tensors } = readSafetensors(new Uint8Array(await attention.arrayBuffer()));
  const answer = await served.post('/v1/embeddings', { model, input: text, encoding_format: 'base64' });
  const { data } = (await answer.json()) as { data: [{ embedding: string }] };
  const vector = Uint8Array.from(Buffer.from(data[0].embedding, 'base64'));
  return {
    attentions: await sha256(tensors.attentions.data as Float32Array),
    sentenceVector: await sha256(new Float32Array(vector.buffer)),
  };
}

describe.each<[place: string, ask: (text: string) => Promise<ModelBits>]>([
  ['Node, by HTTP', inNode],
  ['workerd, by the API', inWorkerd],
  ['Chromium, by fetch', async (text) => (await inChromium(text)).bits],
])(`${model} in %s`, (_, ask) => {
  it.each(texts)('gives the same bits as in Node from disk: "%s"', async (text) => {
    expect(await ask(text)).toEqual(await modelBits(fromDisk, text));
  });
});

describe(`${model} in Chromium`, () => {
  it('tells its progress to the last byte, and is fetched once: then only its index is asked for', async () => {
    await inChromium('Hello');
    await page.waitForFunction(async (base) => {
      const [name] = await caches.keys();
      const kept = await (await caches.open(name)).keys();
      return kept.filter(({ url }) => url.includes(base) && url.endsWith('.safetensors')).length === 2;
    }, `/models/${model}/`);
    requests.length = 0;
    const { progress, bytesRead } = await inChromium('Hello again');
    expect(requests.filter((path) => path.startsWith('/models/'))).toEqual([
      `/models/${model}/model.safetensors.index.json`,
    ]);
    const [loaded, total] = progress.at(-1) ?? [];
    expect(loaded).toBe(total);
    expect(bytesRead).toBeGreaterThan(total ?? 0);
  });
});
