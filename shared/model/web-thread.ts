// What `webThreads` starts.

import { runThread, type ThreadWork } from '../engine/threads/run-thread.ts';

addEventListener('message', ({ data }: MessageEvent<ThreadWork>) => {
  runThread(data, () => postMessage('ready'));
  close();
});
