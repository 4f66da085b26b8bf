import { indexFileName } from '../shared/weights/shard-index.ts';
import { readTextAsset } from './assets.ts';
import type { Env } from './env.ts';
import { residentModel } from './resident.ts';

/** Found once an isolate: its weights do not change under it. */
let found: string | undefined;

/** A digest of the index of this isolate's weights, which holds the checksums of all their files. */
export async function weightsVersion(env: Env): Promise<string> {
  found ??= await sha256(await readTextAsset(env, `/models/${residentModel(env)}/${indexFileName}`));
  return found;
}

/** SHA-256 of the text's UTF-8, in hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
