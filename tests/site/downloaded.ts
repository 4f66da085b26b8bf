import { buffer } from 'node:stream/consumers';
import type { Download } from 'playwright-core';

/** What a page gave to be saved. */
export async function downloaded(file: Download): Promise<Buffer> {
  return buffer(await file.createReadStream());
}
