import { readFile } from 'node:fs/promises';
import { testClient } from 'hono/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../functions/app.ts';
import type { Env } from '../../functions/env.ts';
import { errorResponse } from '../../shared/api/error-schema.ts';
import { bertBase } from '../../shared/api/served-models.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { assetsFolder } from './api.ts';

/** A stream that keeps no view of the bytes that it passes on, as its writer will write there again. */
function passingStream(): TransformStream<Uint8Array, Uint8Array> {
  const transform = (chunk: Uint8Array, controller: TransformStreamDefaultController<Uint8Array>) =>
    controller.enqueue(chunk.slice());
  return new TransformStream({ transform });
}

/** Static files from this disk. */
const assets: Env['ASSETS'] = {
  async fetch(request) {
    const { pathname } = new URL(typeof request === 'string' ? request : request.url);
    const file = await readFile(`${assetsFolder()}${pathname}`).catch(() => undefined);
    return new Response(file, { status: file === undefined ? 404 : 200 });
  },
};

const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };

async function clientInNode() {
  const kernels = await WebAssembly.compile(await readFile('build/kernels.wasm'));
  return testClient(
    createApp({ kernels, kernelFile: 'kernels.wasm', passingStream }),
    { MODEL: bertBase, ASSETS: assets },
    context,
  );
}

let client: Awaited<ReturnType<typeof clientInNode>>;
beforeAll(async () => {
  client = await clientInNode();
});

describe('the app in Node, with kernels and files from disk', () => {
  it('loads its model with the first question, and says so', async () => {
    const before = await (await client.health.$get()).json();
    expect(before).toEqual({
      status: 'ok',
      models: [{ id: bertBase, state: 'cold', memory_bytes: 0, queue_length: 0 }],
    });
    const answer = await (await client.v1.tokenize.$post({ json: { text: 'Snowboarding is fun.' } })).json();
    if (!('tokens' in answer)) throw new Error(JSON.stringify(answer));
    expect(answer.tokens.map(({ text }) => text)).toEqual(['[CLS]', 'snow', '##boarding', 'is', 'fun', '.', '[SEP]']);
    const after = await (await client.health.$get()).json();
    expect(after).toMatchObject({ models: [{ state: 'ready' }] });
  });

  it('predicts the word behind [MASK], typed', async () => {
    const answer = await (
      await client.v1['fill-mask'].$post({ json: { text: 'Paris is the [MASK] of France.' } })
    ).json();
    if (!('tokens' in answer)) throw new Error(JSON.stringify(answer));
    expect(answer.masks[0].candidates[0].token).toBe('capital');
    expect(answer.masks[0].candidates[0].probability).toBeGreaterThan(0.9);
  });

  it('sends tensors through the same pages, whole: 2.2 MB of them in one file', async () => {
    const json = { text: 'word '.repeat(150), tensors: ['attention_scores.0', 'attentions.0'] };
    const response = await client.v1.trace.$post({ json }, { headers: { accept: 'application/vnd.safetensors' } });
    const { tensors } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
    const { shape, data } = tensors['attentions.0'];
    expect(shape).toEqual([12, 152, 152]);
    const sums = Array.from({ length: 12 * 152 }, (_, row) =>
      Array.from(data.subarray(row * 152, (row + 1) * 152)).reduce((sum, weight) => sum + weight, 0),
    );
    expect(Math.max(...sums.map((sum) => Math.abs(sum - 1)))).toBeLessThan(1e-4);
  });

  it('refuses in the one error shape', async () => {
    const response = await client.v1.attention.$post({ json: { text: 'hi', layers: [12] } });
    expect(response.status).toBe(400);
    const { error } = errorResponse.parse(await response.json());
    expect(error).toMatchObject({ code: 'out_of_range', param: 'layers[0]' });
  });

  it('has a model of its own in each app', async () => {
    const other = await clientInNode();
    await (await client.v1.tokenize.$post({ json: { text: 'hi' } })).text();
    expect(await (await other.health.$get()).json()).toMatchObject({ models: [{ state: 'cold' }] });
  });
});
