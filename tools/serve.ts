// Serves the site and the API as built, on this machine: `npm start`, or `PORT=9000 npm start`.

import { expectFreePort } from './serve/port.ts';
import { serveWorkers } from './serve/workers.ts';

const port = Number(process.env.PORT ?? 8787);

try {
  await expectFreePort(port);
  const { url, stop } = await serveWorkers({ port });
  console.log(`Site and API: http://localhost:${url.port}   (Ctrl-C stops)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
