import autocannon from 'autocannon';
import { type RequestKind, requestKinds } from './requests.ts';

export interface TimedAnswer {
  readonly kind: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface Load {
  readonly answers: readonly TimedAnswer[];
  /** Requests whose connection broke, or that nobody answered. */
  readonly lost: number;
}

/** An answer may wait for 31 others. */
const answerSeconds = 120;

/** Asks for each kind of thing in turn, on so many connections at once, each beginning with another kind. */
export async function sendMixed(url: URL, connections: number, seconds: number): Promise<Load> {
  const answers: TimedAnswer[] = [];
  const requests = requestKinds.map((kind) => requestOf(kind, answers));
  let connection = 0;
  const { errors, timeouts } = await autocannon({
    url: url.href,
    connections,
    duration: seconds,
    timeout: answerSeconds,
    requests,
    setupClient: (client) => {
      const first = connection++ % requests.length;
      client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
    },
  });
  return { answers, lost: errors + timeouts };
}

function requestOf({ name, path, body, accept }: RequestKind, answers: TimedAnswer[]): autocannon.Request {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', accept: accept ?? 'application/json' },
    body: JSON.stringify(body),
    setupRequest: (request, context) => {
      (context as { begun?: number }).begun = performance.now();
      return request;
    },
    onResponse: (status, _body, context) => {
      const { begun = 0 } = context as { begun?: number };
      answers.push({ kind: name, status, milliseconds: performance.now() - begun });
    },
  };
}
