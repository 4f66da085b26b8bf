// Sends mixed requests to both Workers as built, on this machine, and says what came back and what it took, and how long
// small requests wait beside a large one: `npm run load`.

import { setTimeout as sleep } from 'node:timers/promises';
import { serveWorkers } from '../serve/workers.ts';
import { fairnessTable, measureFairness } from './fairness.ts';
import { type IsolateMemory, MemoryWatch, totalBytes } from './isolate-memory.ts';
import { answerTable, largest, memoryTable } from './report.ts';
import { sendMixed } from './send-mixed.ts';

const connections = 32;
const seconds = 30;
/** What follows, with a forced collection of garbage before each look at the memory. */
const liveSeconds = 15;
const workers = { 'bert-base-uncased': 'understanding-bert', 'all-MiniLM-L6-v2': 'understanding-bert-minilm' };
/** Of an isolate's 128 MB, which are 122 MiB. */
const liveBarBytes = 118 * 2 ** 20;

const { url, stop, inspector } = await serveWorkers({ port: 0, inspect: true });
if (inspector === undefined) throw new Error('expected an inspector, found none');
await Promise.all(Object.keys(workers).map(loadModel));
const watch = await MemoryWatch.begin(url, inspector, workers);

const samples: IsolateMemory[] = [];
const load = await watching(seconds, () => watch.reserved());
const afterwards = await watching(liveSeconds, () => watch.live());
watch.end();
const fairness = await measureFairness(url);
await stop();

console.log(answerTable(load.answers, seconds));
console.log(memoryTable(samples));
console.log(`\n${fairnessTable(fairness)}\n`);
const lost = load.lost + afterwards.lost;
const broken = [...load.answers, ...afterwards.answers].filter(({ status }) => status === 500).length;
const livePeak = totalBytes(largest(samples.filter(({ kind }) => kind === 'live')));
console.log(`lost: ${lost}; failed: ${broken}; most live bytes of an isolate: ${(livePeak / 2 ** 20).toFixed(1)} MiB`);
process.exitCode = lost === 0 && broken === 0 && livePeak <= liveBarBytes ? 0 : 1;

/** Sends requests for so long, looking at the memory before, meanwhile and afterwards. */
async function watching(duration: number, look: () => Promise<IsolateMemory[]>) {
  samples.push(...(await look()));
  let sending = true;
  const sent = sendMixed(url, connections, duration).finally(() => {
    sending = false;
  });
  while (sending) {
    samples.push(...(await look()));
    await sleep(250);
  }
  samples.push(...(await look()));
  return sent;
}

async function loadModel(model: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ text: 'hi', model });
  const response = await fetch(new URL('/v1/tokenize', url), { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`expected ${model} to load, found ${await response.text()}`);
}
