import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { OpenFile } from '../weights/open-file.ts';

/** Opens model files from a folder on disk, in Node. @throws Error naming the file that is missing. */
export function openFolder(folder: string): OpenFile {
  return async (name) => {
    const path = join(folder, name);
    await access(path).catch((cause) => {
      throw new Error(`${path}: expected a model file, found none`, { cause });
    });
    return Readable.toWeb(createReadStream(path, { highWaterMark: 1 << 20 })) as ReadableStream<Uint8Array>;
  };
}
