// What `nodeThreads` starts.

import { parentPort, workerData } from 'node:worker_threads';
import { runThread, type ThreadWork } from '../engine/threads/run-thread.ts';

runThread(workerData as ThreadWork, () => parentPort?.postMessage('ready'));
