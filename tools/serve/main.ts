// Serves the site and the API as built, on this machine: `npm start`, or `PORT=9000 npm start`. For other machines and
// containers too: `HOST=0.0.0.0 npm start`.

import { expectFreePort } from './port.ts';
import { serveWorkers } from './workers.ts';

const port = Number(process.env.PORT ?? 8787);
const { HOST: host = '127.0.0.1' } = process.env;

try {
  await expectFreePort(port, host);
  const { url, stop } = await serveWorkers({ port, host });
  console.log(`Site and API: http://localhost:${url.port}   (Ctrl-C stops)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
