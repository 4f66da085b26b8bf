// The pages with hot reload, and the API, on one port: `npm run dev`, or `PORT=9000 npm run dev`. After a change to
// functions/ or shared/ the Workers are built again; a change to the kernels or to the API's contract wants a new start.

import { execFile } from 'node:child_process';
import { mkdirSync, watch } from 'node:fs';
import { promisify } from 'node:util';
import { dev } from 'astro';
import { unstable_readConfig } from 'wrangler';
import { expectFreePort } from '../serve/port.ts';
import { type Served, serveWorkers } from '../serve/workers.ts';

const port = Number(process.env.PORT ?? 8787);
const run = promisify(execFile);

/** Listens on a port of its own, to which the pages' server passes requests on. */
let api: Served;

/** Beside what `npm run build` made, which stays as it is. */
const folder = 'build/dev';
const bundle = () => run('npx', ['wrangler', 'deploy', '--dry-run', '--env=', '--outdir', folder]);
const serveApi = (apiPort: number) => serveWorkers({ port: apiPort, bundle: folder, assets: 'site/public' });

/** The paths that the Worker answers, pages apart. */
function apiPaths(): string[] {
  const { assets } = unstable_readConfig({ config: 'wrangler.toml' });
  const first = assets?.run_worker_first;
  if (!Array.isArray(first)) throw new Error('wrangler.toml: expected a list in assets.run_worker_first');
  return first.filter((path) => path !== '/').map((path) => path.replace(/\*.*$/, ''));
}

/** Once files have been still for a moment: an editor writes several at once. */
function afterChanges(folders: readonly string[], task: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void task(), 200);
  };
  for (const folder of folders) watch(folder, { recursive: true }, changed);
}

async function restartApi(): Promise<void> {
  const apiPort = Number(api.url.port);
  try {
    await bundle();
    await api.stop();
    api = await serveApi(apiPort);
    console.log('The API runs as changed.');
  } catch (error) {
    console.error(`The API could not be built; what ran before runs on. ${error}`);
  }
}

try {
  await expectFreePort(port, '127.0.0.1');
  // Wrangler wants the folder of the built pages, which are not there before the first build.
  mkdirSync('dist', { recursive: true });
  await bundle();
  api = await serveApi(0);
  const proxy = Object.fromEntries(apiPaths().map((path) => [path, { target: api.url.origin }]));
  const pages = await dev({
    root: '.',
    server: { port, host: '127.0.0.1' },
    vite: { server: { proxy, strictPort: true } },
  });
  afterChanges(['functions', 'shared'], restartApi);
  console.log(`Pages and API: http://localhost:${pages.address.port}   (Ctrl-C stops)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void Promise.all([pages.stop(), api.stop()]).then(() => process.exit()));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
