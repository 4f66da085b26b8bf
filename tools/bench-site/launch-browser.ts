import packed from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Where a system keeps its own Chromium. */
const systemChromium = '/usr/bin/chromium';

/** What the packed Chromium would be started with and a reader's is not: pages in one process, no rules between origins. */
const unwanted = ['--single-process', '--disable-web-security', '--allow-running-insecure-content'];

/** Nothing here needs WebGL, and a graphics card that is emulated takes more time than the pages that it draws. */
packed.setGraphicsMode = false;

/** A Chromium without a window: the packed one, or the system's where that cannot run. */
export async function launchBrowser(): Promise<Browser> {
  const args = [...packed.args.filter((argument) => !unwanted.includes(argument)), '--disable-gpu'];
  try {
    return await chromium.launch({ executablePath: await packed.executablePath(), args });
  } catch (cause) {
    return chromium.launch({ executablePath: systemChromium, args: ['--no-sandbox'] }).catch(() => {
      throw new Error(`expected a Chromium that starts, packed or ${systemChromium}`, { cause });
    });
  }
}
