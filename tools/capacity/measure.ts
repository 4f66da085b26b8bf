import { workerdTime } from './processor-time.ts';
import type { RequestKind } from './requests.ts';

/** What one kind of request costs: milliseconds of each of several that were sent alone, one after the other. */
export interface Cost {
  readonly kind: RequestKind;
  /** Of the processor, or of the clock where the system does not tell: the same on a machine with nothing else to do. */
  readonly workMs: readonly number[];
}

const warmUps = 2;
const least = 3;
const most = 30;

/** Sends one kind of request again and again for about so many seconds, at least three times after two that do not count. */
export async function measure(url: URL, kind: RequestKind, seconds: number): Promise<Cost> {
  for (let i = 0; i < warmUps; i++) await timed(url, kind);
  const workMs: number[] = [];
  const until = performance.now() + 1000 * seconds;
  while (workMs.length < most && (workMs.length < least || performance.now() < until)) {
    workMs.push(await timed(url, kind));
  }
  return { kind, workMs };
}

/** @throws Error with what the Worker says, where it does not answer. */
async function timed(url: URL, { name, path, body, accept }: RequestKind): Promise<number> {
  const [clock, processor] = [performance.now(), workerdTime()];
  const headers = { 'content-type': 'application/json', accept };
  const response = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body) });
  await taken(response, name);
  const [clockMs, after] = [performance.now() - clock, workerdTime()];
  return processor === undefined || after === undefined ? clockMs : after - processor;
}

/** Reads the answer without keeping it. */
async function taken(response: Response, name: string): Promise<void> {
  if (!response.ok) throw new Error(`${name}: expected an answer, found ${response.status}: ${await response.text()}`);
  for await (const _ of response.body ?? []);
}
