import packed from '@sparticuz/chromium';
import { type Browser, type BrowserServer, chromium } from 'playwright-core';

/** Where a system keeps its own Chromium. */
const systemChromium = '/usr/bin/chromium';

/**
 * What the packed Chromium would be started with and a reader's is not: pages in one process, no rules between origins, no
 * process kept ready for the next page.
 */
const unwanted = ['--single-process', '--disable-web-security', '--allow-running-insecure-content', '--no-zygote'];

/** Nothing here needs WebGL, and a graphics card that is emulated takes more time than the pages that it draws. */
packed.setGraphicsMode = false;

type Launch<Started> = (options: { executablePath: string; args: string[] }) => Promise<Started>;

let unpacked: Promise<string> | undefined;

/** Where the packed Chromium lies, unpacked once: a second caller would find a file that is still being written. */
function unpackedChromium(): Promise<string> {
  unpacked ??= packed.executablePath();
  return unpacked;
}

/** Starts the packed Chromium, or the system's where that cannot run. */
async function start<Started>(launch: Launch<Started>): Promise<Started> {
  const args = [...packed.args.filter((argument) => !unwanted.includes(argument)), '--disable-gpu'];
  try {
    return await launch({ executablePath: await unpackedChromium(), args });
  } catch (cause) {
    return launch({ executablePath: systemChromium, args: ['--no-sandbox'] }).catch(() => {
      throw new Error(`expected a Chromium that starts, packed or ${systemChromium}`, { cause });
    });
  }
}

/** A Chromium without a window. */
export const launchBrowser = (): Promise<Browser> => start((options) => chromium.launch(options));

/** The same for other processes, which connect to it: pages of one site are drawn by one process, which saves its start. */
export const serveBrowser = (): Promise<BrowserServer> =>
  start((options) => chromium.launchServer({ ...options, args: [...options.args, '--process-per-site'] }));
