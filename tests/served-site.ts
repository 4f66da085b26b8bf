import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserServer } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { serveBrowser } from '../tools/bench-site/launch-browser.ts';
import { type Served, serveWorkers } from '../tools/serve/workers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a site and a browser listen, for each of the files that run at once. */
    readonly servedSites: readonly { readonly site: string; readonly browser: string }[];
  }
}

const built = fileURLToPath(new URL('../dist/index.html', import.meta.url));

/**
 * The site and the API as built, and a browser, once for each test file that runs at a time: to start them for every
 * file took a tenth of the tests' time.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(built)) throw new Error(`expected ${built}, found none; run npm run build first`);
  const running: { site: Served; browser: BrowserServer }[] = [];
  const started = Array.from({ length: Number(project.config.maxWorkers) }, async () => {
    const [site, browser] = await Promise.all([serveWorkers({ port: 0 }), serveBrowser()]);
    running.push({ site, browser });
  });
  await Promise.all(started);
  project.provide(
    'servedSites',
    running.map(({ site, browser }) => ({ site: site.url.href, browser: browser.wsEndpoint() })),
  );
  return async () => {
    await Promise.all(running.flatMap(({ site, browser }) => [site.stop(), browser.close()]));
  };
}
