import { table } from '../bench/table.ts';

/** Something small that is asked while the model works on something large. */
interface Probe {
  readonly name: string;
  readonly path: string;
  /** Absent: a GET. */
  readonly body?: object;
}

/** A large request, and what is asked meanwhile. */
interface Scene {
  readonly name: string;
  readonly tokens: number;
  readonly batch: object;
  readonly probes: readonly Probe[];
}

/** Milliseconds until the last byte of a probe: without the large request, and while it runs. */
export interface Waiting {
  readonly scene: string;
  readonly probe: string;
  readonly alone: readonly number[];
  readonly during: readonly number[];
}

export interface Fairness {
  readonly waiting: readonly Waiting[];
  /** The large requests: how long each took with nothing beside it. */
  readonly batches: readonly { readonly name: string; readonly tokens: number; readonly milliseconds: number }[];
}

const [miniLm, bertBase] = ['all-MiniLM-L6-v2', 'bert-base-uncased'];
/** 512 tokens with [CLS] and [SEP]. */
const longText = 'word '.repeat(510);
const health: Probe = { name: '/health', path: '/health' };
const tokenize = (model: string): Probe => ({
  name: '/v1/tokenize',
  path: '/v1/tokenize',
  body: { text: 'hi', model },
});

const scenes: readonly Scene[] = [
  {
    name: 'MiniLM, 32 x 512 tokens',
    tokens: 32 * 512,
    batch: { model: miniLm, input: Array(32).fill(longText) },
    probes: [{ name: 'embeddings, 3 tokens', path: '/v1/embeddings', body: { input: 'hi' } }, tokenize(miniLm), health],
  },
  {
    name: 'BERT-base, 4 x 512 tokens',
    tokens: 4 * 512,
    batch: { model: bertBase, input: Array(4).fill(longText) },
    probes: [
      { name: 'attention, 3 tokens', path: '/v1/attention', body: { text: 'hi', layers: [0] } },
      tokenize(bertBase),
      health,
    ],
  },
];

/** How long small requests wait for one large request, which each of them meets alone. */
export async function measureFairness(url: URL): Promise<Fairness> {
  const waiting: Waiting[] = [];
  const batches: Fairness['batches'][number][] = [];
  for (const { name, tokens, batch, probes } of scenes) {
    batches.push({ name, tokens, milliseconds: await timed(url, '/v1/embeddings', batch) });
    for (const probe of probes) {
      const alone = await repeated(5, () => timed(url, probe.path, probe.body));
      waiting.push({ scene: name, probe: probe.name, alone, during: await whileBusy(url, batch, probe) });
    }
  }
  return { waiting, batches };
}

export function fairnessTable({ waiting, batches }: Fairness): string {
  const lines = waiting.map(({ scene, probe, alone, during }) => [
    scene,
    probe,
    Math.round(median(alone)),
    during.length,
    Math.round(median(during)),
    Math.round(Math.max(...during)),
  ]);
  const rates = batches.map(({ name, tokens, milliseconds }) => [
    name,
    Math.round(milliseconds),
    Math.round((1000 * tokens) / milliseconds),
  ]);
  return [
    table(['beside', 'request', 'alone p50 ms', 'asked', 'beside p50 ms', 'most ms'], lines),
    table(['batch alone', 'ms', 'tokens a second'], rates),
  ].join('\n\n');
}

/** Asks again and again, from a moment after the large request was sent until it is answered. */
async function whileBusy(url: URL, batch: object, { path, body }: Probe): Promise<number[]> {
  let busy = true;
  const answered = timed(url, '/v1/embeddings', batch).finally(() => {
    busy = false;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const found: number[] = [];
  while (busy) found.push(await timed(url, path, body));
  await answered;
  return found;
}

async function repeated(count: number, run: () => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < count; i++) found.push(await run());
  return found;
}

async function timed(url: URL, path: string, body?: object): Promise<number> {
  const begun = performance.now();
  const headers = { 'content-type': 'application/json', connection: 'close' };
  const response = await fetch(new URL(path, url), {
    headers,
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: expected an answer, found ${response.status}: ${text}`);
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
