import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What came back over one connection: the first answer. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A connection to the server, for requests that no client would send. */
export async function openSocket(url: URL): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname).on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Sends the parts as they are, and reads the first answer. The connection stays open until there is one. */
export async function exchange(url: URL, ...parts: readonly (string | Uint8Array)[]): Promise<RawAnswer> {
  const socket = await openSocket(url);
  const answer = readAnswer(socket);
  for (const part of parts) socket.write(part);
  try {
    return await answer;
  } finally {
    socket.destroy();
  }
}

/** Reads one answer with a content-length, or what comes until the connection closes. */
export function readAnswer(socket: Socket): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let text = '';
    const finish = () => {
      socket.off('data', read).off('close', finish);
      const answer = parseAnswer(text);
      if (answer === undefined) reject(new Error(`expected an HTTP answer, found ${JSON.stringify(text)}`));
      else resolve(answer);
    };
    const read = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (isWhole(text)) finish();
    };
    socket.on('data', read).once('close', finish);
  });
}

/** A POST of JSON with a body that is written as it is. */
export function post(path: string, headers: readonly string[], body = ''): string {
  return [`POST ${path} HTTP/1.1`, 'host: localhost', ...headers, '', body].join('\r\n');
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = text.slice(0, end);
  if (/^HTTP\/1\.1 (204|304)/.test(head)) return true;
  const length = /^content-length: *(\d+)$/im.exec(head)?.[1];
  if (length !== undefined) return text.length - end - 4 >= Number(length);
  return /^transfer-encoding: *chunked$/im.test(head) && text.endsWith('\r\n0\r\n\r\n');
}

function parseAnswer(text: string): RawAnswer | undefined {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(start)?.[1];
  if (status === undefined) return undefined;
  const headers = new Headers(
    lines.map((line): [string, string] => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(status), headers, body: rest.join('\r\n\r\n') };
}
