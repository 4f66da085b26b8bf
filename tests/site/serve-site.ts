import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { writeAttentionFile } from '../../site/lib/attention-file.ts';
import { presetTrace } from '../../site/lib/preset-trace.ts';

const root = fileURLToPath(new URL('../../dist', import.meta.url));

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface ServedSite {
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
}

/** The built site on a free port of this machine, with the engine behind `POST /v1/attention`. */
export async function serveSite(): Promise<ServedSite> {
  if (!(await builtFile('/'))) throw new Error('expected dist/index.html, found none; build the site first');
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
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

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://site');
  if (request.method === 'POST' && pathname === '/v1/attention') return answerAttention(request, response);
  const file = await builtFile(pathname);
  const found = file ?? join(root, '404.html');
  response.writeHead(file ? 200 : 404, { 'content-type': mediaTypes[extname(found)] ?? 'application/octet-stream' });
  createReadStream(found).pipe(response);
}

async function answerAttention(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const question: { text: string; text_pair?: string } = JSON.parse(await text(request));
  const trace = await presetTrace({ text: question.text, pair: question.text_pair ?? '' });
  response.writeHead(200, { 'content-type': 'application/vnd.safetensors' }).end(writeAttentionFile(trace));
}

/** `/notes` is served from `notes.html`. */
async function builtFile(path: string): Promise<string | undefined> {
  const base = join(root, normalize(decodeURIComponent(path)));
  for (const file of [base, `${base}.html`, join(base, 'index.html')]) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return file;
  }
  return undefined;
}
