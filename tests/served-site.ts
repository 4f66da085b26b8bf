import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { unpackedChromium } from '../tools/bench-site/launch-browser.ts';
import { serveWorkers } from '../tools/serve/workers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a site listens, for each of the files that run at once. */
    readonly servedSites: readonly string[];
  }
}

const built = fileURLToPath(new URL('../dist/index.html', import.meta.url));

/**
 * The site and the API as built, once for each test file that runs at a time: to start them for every file took a tenth of
 * the tests' time. Chromium is unpacked before two processes look for it at once.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(built)) throw new Error(`expected ${built}, found none; run npm run build first`);
  // Where it cannot be unpacked, the start of a browser says so.
  await unpackedChromium().catch(() => undefined);
  const sites = await Promise.all(
    Array.from({ length: Number(project.config.maxWorkers) }, () => serveWorkers({ port: 0 })),
  );
  project.provide(
    'servedSites',
    sites.map(({ url }) => url.href),
  );
  return async () => {
    await Promise.all(sites.map((site) => site.stop()));
  };
}
