import { existsSync, statfsSync } from 'node:fs';
import packed from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Where a system keeps its own Chromium. */
const systemChromium = '/usr/bin/chromium';

/**
 * What the packed Chromium would be started with and a reader's is not: pages in one process, no rules between origins, no
 * process kept ready for the next page.
 */
const unwanted = ['--single-process', '--disable-web-security', '--allow-running-insecure-content', '--no-zygote'];

/** Nothing here needs WebGL, and a graphics card that is emulated takes more time than the pages that it draws. */
packed.setGraphicsMode = false;

/** Bytes of shared memory that are ample for the pages of one browser. */
const ampleSharedMemory = 2 ** 30;

/**
 * Playwright has Chromium's processes share what they draw through files, since some containers have hardly any shared
 * memory. Where there is enough, a page takes an eighth less time without.
 */
function unwantedByDefault(): string[] {
  const folder = '/dev/shm';
  if (!existsSync(folder)) return [];
  const { bsize, bavail } = statfsSync(folder);
  return bsize * bavail >= ampleSharedMemory ? ['--disable-dev-shm-usage'] : [];
}

let unpacked: Promise<string> | undefined;

/** Where the packed Chromium lies, unpacked once: a second caller would find a file that is still being written. */
export function unpackedChromium(): Promise<string> {
  unpacked ??= packed.executablePath();
  return unpacked;
}

/** Starts the packed Chromium, or the system's where that cannot run. */
export async function startBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [...packed.args.filter((argument) => !unwanted.includes(argument)), '--disable-gpu', ...more];
  const ignoreDefaultArgs = unwantedByDefault();
  try {
    return await chromium.launch({ executablePath: await unpackedChromium(), args, ignoreDefaultArgs });
  } catch (cause) {
    return chromium.launch({ executablePath: systemChromium, args: ['--no-sandbox', ...more] }).catch(() => {
      throw new Error(`expected a Chromium that starts, packed or ${systemChromium}`, { cause });
    });
  }
}
