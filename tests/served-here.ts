import { inject } from 'vitest';

/** Of the sites and browsers that run, the addresses of those that no other test file uses at the same time. */
export function servedHere() {
  const sites = inject('servedSites');
  return sites[(Number(process.env.VITEST_POOL_ID) - 1) % sites.length]!;
}
