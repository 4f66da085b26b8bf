/** The platform's published prices beyond what the paid plan includes: https://developers.cloudflare.com/workers/platform/pricing/ */
export const prices = { perMillionRequests: 0.3, perMillionCpuMs: 0.02 } as const;

/**
 * Dollars for a million requests: the requests, and the CPU of each. Requests over a service binding cost nothing more, and
 * the CPU of both Workers counts.
 */
export function costPerMillion(cpuMs: number): number {
  return prices.perMillionRequests + cpuMs * prices.perMillionCpuMs;
}
