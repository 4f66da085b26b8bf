import type { Job } from './jobs.ts';

const words: Readonly<Record<Job['of'], string>> = {
  measures: 'sentences measured',
  weights: 'examples read',
  habits: 'habits read',
  removal: 'words without each head',
};
const barLength = 30;

/** A bar that fills, on a terminal; elsewhere nothing. */
export function showProgress(walk: Job['of'], done: number, all: number): void {
  if (!process.stdout.isTTY) return;
  const full = Math.round((done / all) * barLength);
  process.stdout.write(
    `\r\x1b[K${'█'.repeat(full)}${'░'.repeat(barLength - full)} ${words[walk]}, ${Math.round((100 * done) / all)} %`,
  );
  if (done === all) process.stdout.write('\r\x1b[K');
}
