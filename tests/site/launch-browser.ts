import { type Browser, chromium } from 'playwright-core';
import { servedHere } from '../served-here.ts';

/** The browser of the files that run in this process; what a file opened is gone when it closes its connection. */
export const launchBrowser = (): Promise<Browser> => chromium.connect(servedHere().browser);
