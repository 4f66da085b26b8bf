// What each kind of request costs, and how long it takes at so many a second over so many isolates: CPU time measured on
// both Workers as built, on this machine, and a queue simulated from it. `npm run capacity [-- SECONDS]`, of each kind.

import { cpus } from 'node:os';
import { serveWorkers } from '../serve/workers.ts';
import { type Cost, measure } from './measure.ts';
import { workerdTime } from './processor-time.ts';
import { costTable, latencyTable, promises } from './report.ts';
import { requestKinds } from './requests.ts';

const seconds = Number(process.argv[2] ?? 10);
if (!(seconds > 0)) throw new Error(`expected seconds for each kind of request, found ${process.argv[2]}`);

const { url, stop } = await serveWorkers({ port: 0 });
const costs: Cost[] = [];
try {
  for (const kind of requestKinds) costs.push(await measure(url, kind, seconds));
  const clock =
    workerdTime() === undefined ? 'Wall clock of a request alone' : "Processor time of the Workers' process";
  console.log(
    `${cpus()[0]?.model ?? 'This machine'}. ${clock}, medians; dollars beyond what the paid plan includes.\n`,
  );
} finally {
  await stop();
}
console.log(`${costTable(costs)}\n`);
console.log('Latency in ms, p50 / p95 / p99; "-": more comes than is answered, and the queue grows without end.\n');
for (const cost of costs) console.log(`${latencyTable(cost)}\n`);
console.log(promises);
