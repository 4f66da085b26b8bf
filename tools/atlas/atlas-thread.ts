import { parentPort } from 'node:worker_threads';
import { bertBase } from '../../shared/api/served-models.ts';
import { loadServedModel } from '../fidelity/models.ts';
import { type Job, runJob } from './jobs.ts';

const bert = await loadServedModel(bertBase);

parentPort!.on('message', async (job: Job) => parentPort!.postMessage(await runJob(bert, job)));
