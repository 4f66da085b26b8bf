import { inject } from 'vitest';

/** Of the sites that run, the address of the one that no other test file uses at the same time. */
export function servedHere(): string {
  const sites = inject('servedSites');
  return sites[(Number(process.env.VITEST_POOL_ID) - 1) % sites.length]!;
}
