import { globSync } from 'node:fs';

/**
 * All built pages as they are linked: no .html, / for the first. Figures alone, for frames of other sites, are pages of
 * no reader; `embed/embed.browser.test.ts` opens them.
 */
export const builtPages = globSync('**/*.html', { cwd: 'dist', exclude: ['embed'] }).map(
  (file) => `/${file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`,
);

/** Heads with many words, with none, with a picture that is spread and with one that is a single arc. */
const someHeads = ['/heads/4-10', '/heads/1-1', '/heads/1-7', '/heads/3-1'];

/**
 * The pages to be opened where each is opened: one after the other, as each takes a second. The 144 of the heads are one
 * page with other numbers, so of them a few; what all must hold is read from their HTML.
 */
export const pagesToOpen = builtPages.filter((path) => !/^\/heads\/./.test(path) || someHeads.includes(path));
