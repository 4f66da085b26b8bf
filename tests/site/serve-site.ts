import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../dist', import.meta.url));

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The built site on a free port of this machine, with `/notes` served from `notes.html`; no API behind it. */
export async function serveSite(): Promise<{ baseUrl: string; close: () => Promise<void> }> {
  const server = createServer(async ({ url = '/', method }, response) => {
    const file = method === 'GET' ? await builtFile(new URL(url, 'http://site').pathname) : undefined;
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': mediaTypes[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { baseUrl: `http://127.0.0.1:${port}`, close };
}

async function builtFile(path: string): Promise<string | undefined> {
  const base = join(root, normalize(decodeURIComponent(path)));
  for (const file of [base, `${base}.html`, join(base, 'index.html')]) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return file;
  }
  return undefined;
}
