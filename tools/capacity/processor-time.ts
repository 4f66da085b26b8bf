import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds of processor time that the workerd processes of this one have used so far. Linux says it to the nanosecond
 * (https://docs.kernel.org/scheduler/sched-stats.html); undefined where the system does not.
 */
export function workerdTime(): number | undefined {
  try {
    return childrenOf('self')
      .filter(isWorkerd)
      .reduce((sum, pid) => sum + timeOf(pid), 0);
  } catch {
    return undefined;
  }
}

function childrenOf(pid: string): string[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  const children = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
  return children.join(' ').split(/\s+/).filter(Boolean);
}

function isWorkerd(pid: string): boolean {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'workerd';
}

function timeOf(pid: string): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map(
    (thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0],
  );
  return nanoseconds.reduce((sum, text) => sum + Number(text), 0) / 1e6;
}
