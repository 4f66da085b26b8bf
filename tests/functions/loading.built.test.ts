import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { healthResponse } from '../../shared/api/health/contract.ts';
import { type Api, assetsFolder, startApi } from './api.ts';

let api: Api | undefined;
let folder: string | undefined;
afterEach(async () => {
  await api?.stop();
  if (folder) rmSync(folder, { recursive: true });
  folder = undefined;
});

const text = 'The cat sat.';

/** The models, as links: one of them can be replaced without touching the others. */
function linkedModels(): string {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
  for (const id of readdirSync(join(assetsFolder(), 'models'))) {
    mkdirSync(join(folder, 'models', id), { recursive: true });
    for (const name of readdirSync(join(assetsFolder(), 'models', id))) {
      linkOrCopy(join(assetsFolder(), 'models', id, name), join(folder, 'models', id, name));
    }
  }
  return folder;
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

async function attentionBytes(from: Api): Promise<string> {
  const response = await from.post('/v1/attention', { text }, { accept: 'application/vnd.safetensors' });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer()).toString('base64');
}

describe('an isolate without its model yet', () => {
  it('loads it once for twenty requests at once, and answers all with the same bytes', async () => {
    const cold = await startApi();
    api = cold;
    const answers = await Promise.all(Array.from({ length: 20 }, () => attentionBytes(cold)));
    expect(new Set(answers).size).toBe(1);
  });

  it('goes on loading when the reader who began it goes away', async () => {
    const cold = await startApi();
    api = cold;
    const leaving = new AbortController();
    const url = new URL('/v1/attention?text=hi', cold.url);
    const gone = fetch(url, { signal: leaving.signal }).catch((error: Error) => error);
    while ((await state(cold)) === 'cold');
    leaving.abort();
    await gone;
    while ((await state(cold)) !== 'ready');
    await attentionBytes(cold);
  });

  it('names the shard that is short, with 503 and Retry-After, and loads it once it is whole', async () => {
    const models = linkedModels();
    const shard = 'models/bert-base-uncased/model-00002-of-00006.safetensors';
    rmSync(join(models, shard));
    copyFileSync(join(assetsFolder(), shard), join(models, shard));
    truncateSync(join(models, shard), 1000);
    const broken = await startApi(models);
    api = broken;
    const response = await broken.post('/v1/attention', { text });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    const body = (await response.json()) as { error: { code: string; message: string } };
    expect(body.error.code).toBe('model_load_failed');
    expect(body.error.message).toContain('model-00002-of-00006.safetensors');
    copyFileSync(join(assetsFolder(), shard), join(models, shard));
    await attentionBytes(broken);
  });
});

async function state(from: Api): Promise<string> {
  return healthResponse.parse(await (await from.get('/health')).json()).models[0].state;
}

describe('a queue that is full', () => {
  it('refuses with 503 and Retry-After, and answers everybody it took', async () => {
    const busy = await startApi();
    api = busy;
    await attentionBytes(busy);
    const body = { text: 'word '.repeat(60), layers: [0], heads: [0] };
    const responses = await Promise.all(Array.from({ length: 60 }, () => busy.post('/v1/attention', body)));
    const refused = responses.filter(({ status }) => status === 503);
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200, 503]));
    expect(refused[0].headers.get('retry-after')).toBe('1');
    expect(await refused[0].json()).toMatchObject({ error: { type: 'server_error', code: 'overloaded', param: null } });
    await attentionBytes(busy);
  });
});
