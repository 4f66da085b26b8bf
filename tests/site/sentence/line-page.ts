import type { Page } from 'playwright-core';

/** The tokens of the sentence with which every page begins. */
export const first = ['[CLS]', 'the', 'cat', 'sat', 'on', 'the', 'mat', 'because', 'it', 'was', 'tired', '.', '[SEP]'];

export const hashOf = (page: Page) => decodeURIComponent(new URL(page.url()).hash);
