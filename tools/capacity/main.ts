// What each kind of request costs, and how long it takes at so many a second over so many isolates: CPU time measured on
// both Workers as built, on this machine, and a queue simulated from it. `npm run capacity [-- SECONDS]`, of each kind, writes
// site/content/capacity.json, of which the site's page is made, and README's table.

import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { serveWorkers } from '../serve/workers.ts';
import { capacityOf } from './capacity.ts';
import { type Cost, measure } from './measure.ts';
import { workerdTime } from './processor-time.ts';
import { costTable, latencyTable, readmeWith } from './report.ts';
import { requestKinds } from './requests.ts';

const seconds = Number(process.argv[2] ?? 10);
if (!(seconds > 0)) throw new Error(`expected seconds for each kind of request, found ${process.argv[2]}`);
const written = new URL('../../site/content/capacity.json', import.meta.url);

const { url, stop } = await serveWorkers({ port: 0 });
const costs: Cost[] = [];
const clock = workerdTime() === undefined ? 'wall' : 'processor';
try {
  for (const kind of requestKinds) costs.push(await measure(url, kind, seconds));
} finally {
  await stop();
}
const processor = cpus()[0]?.model ?? 'unknown';
const capacity = capacityOf(costs, { processor, date: new Date().toISOString().slice(0, 10), clock });
writeFileSync(written, `${JSON.stringify(capacity, null, 2)}\n`);

console.log(
  `${processor}, ${clock} time, medians; dollars beyond what the paid plan includes.\n\n${costTable(capacity)}\n`,
);
console.log('Latency in ms, p50 / p95 / p99; "-": more comes than is answered, and the queue grows without end.\n');
for (const kind of capacity.kinds) console.log(`${latencyTable(kind)}\n`);
const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, readmeWith(readFileSync(readme, 'utf8'), capacity));
