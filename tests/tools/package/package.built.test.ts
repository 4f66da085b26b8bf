import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type BuildOptions, build as bundle } from 'esbuild';
import { Miniflare } from 'miniflare';
import { build as buildPage } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserHere, leaveBrowser } from '../../browser-here.ts';
import { loadServed, modelFolder } from '../../shared/model/served-models.ts';
import { ask } from './consumer/ask.ts';
import { type Consumer, compileConsumer, installPackage } from './installed-package.ts';

const model = modelFolder('all-MiniLM-L6-v2');

let consumer: Consumer;
let typeErrors: string;
let expected: string[];
beforeAll(async () => {
  consumer = installPackage();
  typeErrors = compileConsumer(consumer);
  expected = await ask(await loadServed('all-MiniLM-L6-v2'));
});
afterAll(() => consumer?.remove());

it('compiles in strict code, its own types checked too', () => {
  expect(typeErrors).toBe('');
});

it("runs README's example, which prints the weight of README's example of the API, 0.84 within 0.01", () => {
  const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code ?? '');
  const example = blocks.find((code) => code.includes("from 'bert-attention/node'"));
  expect(example).toBeDefined();
  const script = join(consumer.folder, 'example.ts');
  writeFileSync(script, `${example}`);
  const said = execFileSync(process.execPath, ['--no-warnings', script], { encoding: 'utf8' });
  expect(Math.abs(Number(said) - 0.84)).toBeLessThan(0.01);
});

/** The first Node on this machine, whichever the tests run in: .ci/run and a user's `npm test` have Node 20 there. */
const systemNode = process.env.PATH?.split(':').flatMap((folder) => {
  const path = join(folder, 'node');
  return !folder.includes('node_modules') && statSync(path, { throwIfNoEntry: false }) ? [path] : [];
})[0];

it.each([
  [process.execPath, 1],
  [process.execPath, 2],
  [systemNode ?? process.execPath, 2],
])('gives the same bits by %s with %i threads', (node, threads) => {
  const script = join(consumer.folder, 'out/node.js');
  const said = execFileSync(node, [script, model, String(threads)], { cwd: consumer.folder, encoding: 'utf8' });
  expect(JSON.parse(said)).toEqual({ digests: expected, threads, steps: 'function', ids: [101, 102] });
});

it("gives the same bits in a page that Vite built, by two threads of a Worker's", async () => {
  const [root, outDir] = [consumer.folder, join(consumer.folder, 'page')];
  await buildPage({
    root,
    logLevel: 'error',
    build: { outDir, rolldownOptions: { input: join(root, 'page.ts'), output: { entryFileNames: 'page.js' } } },
    worker: { format: 'es' },
  });
  const server = await serve(outDir);
  const browser = await browserHere();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const answer = await page.waitForFunction(() => (globalThis as { answer?: unknown }).answer);
    expect(await answer.jsonValue()).toEqual({ digests: expected, threads: 2 });
  } finally {
    await leaveBrowser();
    server.close();
  }
});

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** The built page and the model's files, cross-origin isolated. */
async function serve(folder: string): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    if (url === '/') {
      response.setHeader('content-type', 'text/html');
      return response.end('<script type="module" src="/page.js"></script>');
    }
    response.setHeader('content-type', types[extname(url)] ?? 'application/octet-stream');
    response.end(readFileSync(url.startsWith('/model/') ? join(model, url.slice(7)) : join(folder, url)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

it('gives the same bits in a Worker, its modules of kernels imported', async () => {
  const miniflare = await startWorker();
  try {
    expect(await (await fetch(await miniflare.ready)).json()).toEqual({ digests: expected, threads: 1 });
  } finally {
    await miniflare.dispose();
  }
});

/** Bundled as a Worker is: code in one module, each of the kernels in its own. */
async function startWorker(): Promise<Miniflare> {
  const outdir = join(consumer.folder, 'worker');
  const options: BuildOptions = { bundle: true, format: 'esm', conditions: ['workerd', 'worker'], outdir };
  const copied = { loader: { '.wasm': 'copy' as const }, assetNames: '[name]' };
  await bundle({ ...options, ...copied, entryPoints: [join(consumer.folder, 'cloudflare.ts')] });
  const modules = readdirSync(outdir).map((name) => {
    const type = extname(name) === '.wasm' ? ('wasm' as const) : ('esm' as const);
    return [name, { type, contents: new Uint8Array(readFileSync(join(outdir, name))) }] as const;
  });
  const config = {
    name: 'consumer',
    type: 'worker' as const,
    compatibilityDate: '2026-08-28',
    compatibilityFlags: ['no_nodejs_compat', 'no_nodejs_compat_v2'],
    manifest: { mainModule: 'cloudflare.js', modulesRoot: outdir, modules: Object.fromEntries(modules) },
    env: { FILES: { type: 'assets' as const } },
    assets: { directory: model, hasUserWorker: true, runWorkerFirst: ['/'] },
  };
  return new Miniflare({ host: '127.0.0.1', port: 0, workers: [{ config }] });
}

it('is as small as it says, with kernels and without weights', () => {
  const tarball = readdirSync('build').find((name) => /^bert-attention-.*\.tgz$/.test(name)) ?? '';
  expect(statSync(join('build', tarball)).size).toBeLessThan(260_000);
  const installed = join(consumer.folder, 'node_modules/bert-attention');
  expect(readdirSync(join(installed, 'kernels'))).toHaveLength(6);
  expect(readdirSync(join(consumer.folder, 'node_modules')).sort()).toEqual([
    '.package-lock.json',
    '@types',
    'bert-attention',
  ]);
});
