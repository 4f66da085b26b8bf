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

let unpacked: Promise<string> | undefined;

/** Where the packed Chromium lies, unpacked once: a second caller would find a file that is still being written. */
export function unpackedChromium(): Promise<string> {
  unpacked ??= packed.executablePath();
  return unpacked;
}

/** Starts the packed Chromium, or the system's where that cannot run. */
export async function startBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [...packed.args.filter((argument) => !unwanted.includes(argument)), '--disable-gpu', ...more];
  try {
    return await chromium.launch({ executablePath: await unpackedChromium(), args });
  } catch (cause) {
    return chromium.launch({ executablePath: systemChromium, args: ['--no-sandbox', ...more] }).catch(() => {
      throw new Error(`expected a Chromium that starts, packed or ${systemChromium}`, { cause });
    });
  }
}
