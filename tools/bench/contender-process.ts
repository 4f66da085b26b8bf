// One contender in a process of its own, so that no runtime warms, slows or crowds another. Started by node-contender.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBertConfig } from '../../shared/bert/config.ts';
import type { Contender, ContenderName, LoadContender } from './contender.ts';
import { loadNative, loadNativeInt8 } from './contenders/native.ts';
import { loadNewest } from './contenders/newest.ts';
import { loadOurs } from './contenders/ours.ts';
import { loadStock } from './contenders/stock.ts';
import { measureFidelity } from './fidelity.ts';
import type { Answers, ContenderAnswer, Request, Timing } from './messages.ts';
import { peakMiB } from './peak-memory.ts';
import { type Profile, profileKernels } from './profile.ts';

const load: Readonly<Record<ContenderName, LoadContender>> = {
  ours: loadOurs,
  stock: loadStock,
  newest: loadNewest,
  native: loadNative,
  'native-int8': loadNativeInt8,
};

let contender: Contender;
let files: Extract<Request, { ask: 'load' }>['files'];

async function answer(request: Request): Promise<Answers[keyof Answers]> {
  switch (request.ask) {
    case 'load':
      files = request.files;
      return timed(async () => {
        contender = await load[request.contender](files);
      });
    case 'forward':
      return timed(() => contender.forward(request.tokenIds));
    case 'embed':
      return timed(async () => contender.embed!(request.texts));
    case 'fidelity':
      return measureFidelity(contender, request.golden);
    case 'profile':
      return profile(request.tokenIds, request.runs);
  }
}

async function timed(work: () => Promise<unknown>): Promise<Timing> {
  const processor = process.cpuUsage();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(processor);
  return { ms, cpuMs: (user + system) / 1000, peakMiB: peakMiB() };
}

/** Means over the runs, loaded anew so that the clocks are in place. */
async function profile(tokenIds: readonly number[], runs: number): Promise<Profile> {
  const { hiddenSize } = parseBertConfig(JSON.parse(readFileSync(join(files.converted, 'config.json'), 'utf8')));
  const clocks = profileKernels(hiddenSize);
  const profiled = await loadOurs(files);
  for (let warmUp = 0; warmUp < 2; warmUp++) await profiled.forward(tokenIds);
  clocks.take();
  const { ms } = await timed(async () => {
    for (let run = 0; run < runs; run++) await profiled.forward(tokenIds);
  });
  const kernels = Object.entries(clocks.take()).map(([name, time]) => [name, time / runs] as const);
  const inside = kernels.reduce((sum, [, time]) => sum + time, 0);
  return { ...Object.fromEntries(kernels), 'outside the kernels': ms / runs - inside };
}

process.on('message', async (request: Request) => {
  const reply = await answer(request).then(
    (ok): ContenderAnswer => ({ ok }),
    (error: unknown): ContenderAnswer => ({ error: String(error instanceof Error ? error.stack : error) }),
  );
  process.send!(reply);
});
