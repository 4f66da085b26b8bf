import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Served, serveWorkers } from '../../tools/serve/workers.ts';

const built = fileURLToPath(new URL('../../dist/index.html', import.meta.url));

/** The site and the API as built, on a free port of this machine. */
export async function serveSite(): Promise<Served> {
  if (!existsSync(built)) throw new Error(`expected ${built}, found none; run npm run build first`);
  return serveWorkers({ port: 0 });
}
