import type { Served } from '../../tools/serve/workers.ts';
import { servedHere } from '../served-here.ts';

/** The site and the API as built. */
export async function serveSite(): Promise<Served> {
  return { url: new URL(servedHere()), inspector: undefined, stop: async () => {} };
}
