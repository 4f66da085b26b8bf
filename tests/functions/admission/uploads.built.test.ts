import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../api.ts';
import { exchange, openSocket, post, readAnswer } from '../raw-request.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  for (const model of models) await api.post('/v1/tokenize', { text: 'hi', model });
});
afterAll(() => api.stop());

const models = ['bert-base-uncased', 'all-MiniLM-L6-v2'];
const json = 'content-type: application/json';
const chunked = 'transfer-encoding: chunked';
const mebibyte = 2 ** 20;

function send(headers: readonly string[], body: string | Uint8Array) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return exchange(api.url, post('/v1/tokenize', [...headers, `content-length: ${bytes.length}`]), bytes);
}

async function open(...parts: readonly (string | Uint8Array)[]): Promise<Socket> {
  const socket = await openSocket(api.url);
  for (const part of parts) socket.write(part);
  return socket;
}

/** Over a connection of its own: one that is kept may be closed just as it is used again. */
async function statusOf(path: string, body: object): Promise<number> {
  const response = await api.post(path, body, { connection: 'close' });
  await response.arrayBuffer();
  return response.status;
}

const announcing = (bytes: number) => post('/v1/attention', [json, `content-length: ${bytes}`], '{'.repeat(100));

describe('uploads that stand still', () => {
  it.each([
    ['announce 1 MiB and send 100 bytes', () => open(announcing(mebibyte))],
    ['send a chunk of 100 bytes', () => open(post('/v1/embeddings', [json, chunked], `64\r\n${'{'.repeat(100)}\r\n`))],
    ['send no byte of their body', () => open(post('/v1/trace', [json, 'content-length: 1000000']))],
    ['send half of their headers', () => open('POST /v1/attention HTTP/1.1\r\nhost: localhost\r\ncontent-')],
  ])('leave room for every other request, where 200 connections %s', async (_, idle) => {
    const sockets = await Promise.all(Array.from({ length: 200 }, idle));
    const statuses = [];
    for (const model of models) {
      statuses.push(await statusOf('/v1/tokenize', { text: 'hi', model }));
      statuses.push(await statusOf('/v1/attention', { text: 'hi', layers: [0], model }));
      statuses.push(await statusOf('/v1/embeddings', { input: 'hi', user: 'a'.repeat(1_000_000), model }));
    }
    for (const socket of sockets) socket.destroy();
    expect(statuses).toEqual(Array(6).fill(200));
  });

  it('are ended with 408 in the error shape', async () => {
    const { status, headers, body } = await exchange(api.url, announcing(mebibyte));
    expect(status).toBe(408);
    expect(JSON.parse(body)).toMatchObject({ error: { type: 'invalid_request_error', code: 'upload_stalled' } });
    expect([headers.get('access-control-allow-origin'), headers.get('cache-control')]).toEqual(['*', 'no-store']);
    expect(headers.get('x-request-id')).toMatch(/^[\w-]+$/);
  });
});

describe('a body', () => {
  it.each([
    ['that is Latin-1', Buffer.from('{"text":"café"}', 'latin1'), 400, 'invalid_utf8'],
    ['that is UTF-16', Buffer.from('\ufeff{"text":"hi"}', 'utf16le'), 400, 'invalid_utf8'],
    ['with half of a character', Buffer.from('{"text":"caf\xc3"}', 'latin1'), 400, 'invalid_utf8'],
    ['with an overlong encoding', Buffer.from('{"text":"\xc0\xaf"}', 'latin1'), 400, 'invalid_utf8'],
    ['with a surrogate in three bytes', Buffer.from('{"text":"\xed\xa0\x80"}', 'latin1'), 400, 'invalid_utf8'],
    ['that is empty', '', 400, 'invalid_json'],
    ['of a byte order mark alone', '\ufeff', 400, 'invalid_json'],
    ['of two values', '{"text":"hi"}{}', 400, 'invalid_json'],
  ])('%s is refused', async (_, body, status, code) => {
    const answer = await send([json], body);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code, param: null } });
    expect(answer.status).toBe(status);
  });

  it('may begin with a byte order mark', async () => {
    expect((await send([json], '\ufeff{"text":"hi"}')).status).toBe(200);
  });

  it.each([
    [['content-type: application/json; charset=utf-8'], 200],
    [['content-type: application/json ; Charset="UTF-8"'], 200],
    [['content-type: application/json;'], 200],
    [['content-type:'], 200],
    [[], 200],
    [[json, 'content-encoding: identity'], 200],
    [['content-type: application/json; charset=iso-8859-1'], 415],
    [['content-type: application/json; charset=utf-16'], 415],
    [['content-type: application/jsonp'], 415],
    [['content-type: multipart/form-data; boundary=a'], 415],
  ])('declared with %j gets %i', async (headers, status) => {
    expect((await send(headers, '{"text":"hi"}')).status).toBe(status);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded'])(
    'declared as %s is refused with the header that is wanted',
    async (type) => {
      const { status, body } = await send([`content-type: ${type}`], '{"text":"hi"}');
      expect(status).toBe(415);
      expect(JSON.parse(body).error.message).toContain('"content-type: application/json"');
    },
  );

  it.each(['gzip', 'br', 'deflate, gzip', 'zstd'])('in %s is refused with what is read', async (encoding) => {
    const { status, headers, body } = await send([json, `content-encoding: ${encoding}`], gzipSync('{"text":"hi"}'));
    expect([status, headers.get('accept-encoding')]).toEqual([415, 'identity']);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'unsupported_content_encoding' } });
  });

  it.each([
    ['a size that is no number', 'zz\r\n{"text":"hi"}\r\n0\r\n\r\n'],
    ['a size that is too small', '3\r\n{"text":"hi"}\r\n0\r\n\r\n'],
    ['a negative size', '-d\r\n{"text":"hi"}\r\n0\r\n\r\n'],
    ['no end of a chunk', 'd\r\n{"text":"hi"}XX0\r\n\r\n'],
  ])('in chunks with %s gets 400', async (_, body) => {
    const answer = await exchange(api.url, post('/v1/tokenize', [json, chunked], body));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'incomplete_body' } });
  });

  it('in chunks of one byte is read', async () => {
    const chunks = [...'{"text":"hi"}'].map((character) => `1\r\n${character}\r\n`).join('');
    expect((await exchange(api.url, post('/v1/tokenize', [json, chunked], `${chunks}0\r\n\r\n`))).status).toBe(200);
  });

  it('that ends before its announced length gets 400, and one that goes on after it is the next request', async () => {
    const socket = await open(post('/v1/tokenize', [json, 'content-length: 100'], '{"text":"hi"}'));
    const answer = readAnswer(socket);
    socket.end();
    expect((await answer).status).toBe(400);
    const longer = await exchange(api.url, post('/v1/tokenize', [json, 'content-length: 13'], '{"text":"hi"}{}{}'));
    expect(longer.status).toBe(200);
  });

  it.each([
    ['announced', [`content-length: ${mebibyte + 1}`], [new Uint8Array(mebibyte + 1)]],
    ['in chunks', [chunked], ['100001\r\n', new Uint8Array(mebibyte + 1), '\r\n0\r\n\r\n']],
  ])('of more than 1 MiB, %s, gets 413', async (_, headers, parts) => {
    const answer = await exchange(api.url, post('/v1/tokenize', [json, ...headers]), ...parts);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'body_too_large' } });
  });

  it('of 1 MiB is read, announced and in chunks, and by both Workers', async () => {
    for (const model of models) {
      const start = `{"model":"${model}","input":"hi","user":"`;
      const body = `${start}${'a'.repeat(mebibyte - start.length - 2)}"}`;
      const announced = await exchange(api.url, post('/v1/embeddings', [json, `content-length: ${body.length}`], body));
      const inChunks = post('/v1/embeddings', [json, chunked], `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
      expect([announced.status, (await exchange(api.url, inChunks)).status]).toEqual([200, 200]);
    }
  });
});

describe('the method is judged before what is sent', () => {
  it.each([
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
    ['POST', '/v1/models', 'GET, HEAD, OPTIONS'],
    ['PUT', '/v1/attention', 'GET, HEAD, OPTIONS, POST, QUERY'],
    ['PATCH', '/v1/embeddings', 'OPTIONS, POST, QUERY'],
    ['DELETE', '/v1/models/all-MiniLM-L6-v2', 'GET, HEAD, OPTIONS'],
    ['GET', '/v1/tokenize', 'OPTIONS, POST, QUERY'],
  ])('%s %s gets 405', async (method, path, allowed) => {
    for (const headers of [['content-length: 0'], ['content-type: text/plain', 'content-length: 20']]) {
      const socket = await open([`${method} ${path} HTTP/1.1`, 'host: localhost', ...headers, '', ''].join('\r\n'));
      const answer = await readAnswer(socket);
      socket.destroy();
      expect([answer.status, answer.headers.get('allow')?.split(', ').sort().join(', ')]).toEqual([405, allowed]);
    }
  });
});
