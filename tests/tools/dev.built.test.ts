import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

let pages: ChildProcess;
let url: URL;
const lines: string[] = [];

beforeAll(async () => {
  // The test runner's own variables would make Vite take this for a test.
  const { VITEST, NODE_ENV, ...env } = process.env;
  pages = spawn(process.execPath, ['tools/dev/main.ts'], { env: { ...env, PORT: '0' } });
  createInterface({ input: pages.stdout! }).on('line', (line) => lines.push(line));
  const address = () => lines.join('\n').match(/Pages and API: (\S+)/)?.[1];
  url = new URL(await vi.waitUntil(address, { timeout: 100_000 }));
});

afterAll(async () => {
  pages.kill('SIGTERM');
  if (pages.exitCode === null) await once(pages, 'exit');
});

it('gives pages that reload themselves, and the API, on one port', async () => {
  const page = await fetch(new URL('/quiz', url));
  expect(await page.text()).toContain('/@vite/client');
  const answer = await fetch(new URL('/v1/attention?text=hi&layers=0&heads=0', url));
  expect(await answer.json()).toMatchObject({ object: 'attention', tokens: [{}, { text: 'hi' }, {}] });
});

it('builds the API again when a file of it has changed', async () => {
  const now = new Date();
  utimesSync('functions/env.ts', now, now);
  await expect.poll(() => lines, { timeout: 50_000 }).toContain('The API runs as changed.');
  const answer = await fetch(new URL('/v1/models', url));
  expect(answer.status).toBe(200);
});
