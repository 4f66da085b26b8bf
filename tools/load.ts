// Sends mixed requests to both Workers as built, on this machine, and says what came back: `npm run load`.

import { setTimeout as sleep } from 'node:timers/promises';
import { isolateMemory } from './load/isolate-memory.ts';
import { type Answer, answerTable, memoryTable } from './load/report.ts';
import { requestKinds, send } from './load/requests.ts';
import { serveWorkers } from './serve/workers.ts';

const connections = 32;
const seconds = 30;
const warmUp = ['bert-base-uncased', 'all-MiniLM-L6-v2'];

const { url, stop, inspector } = await serveWorkers({ port: 0, inspect: true });
if (inspector === undefined) throw new Error('expected an inspector, found none');
const sample = () => isolateMemory(url, inspector);
for (const model of warmUp) await send(url, { path: '/v1/tokenize', body: { text: 'hi', model } });

const answers: Answer[] = [];
const memory = [await sample()];
const end = Date.now() + 1000 * seconds;
await Promise.all([watch(), ...Array.from({ length: connections }, (_, connection) => connect(connection))]);
memory.push(await sample());
console.log(answerTable(answers, seconds));
console.log(memoryTable(memory));
const lost = answers.filter(({ status }) => status === 'lost').length;
console.log(`lost: ${lost}`);
await stop();
process.exitCode = lost === 0 ? 0 : 1;

/** One reader, who asks for one thing after the other and waits a little where told to. */
async function connect(connection: number): Promise<void> {
  for (let i = connection; Date.now() < end; i++) {
    const kind = requestKinds[i % requestKinds.length];
    const begun = performance.now();
    const status = await send(url, kind);
    answers.push({ kind: kind.name, status, milliseconds: performance.now() - begun });
    if (status === '503') await sleep(200);
  }
}

async function watch(): Promise<void> {
  while (Date.now() < end) {
    memory.push(await sample());
    await sleep(500);
  }
}
