import { createHash } from 'node:crypto';
import { posix } from 'node:path';

const mentioned = /(?:\/?_astro\/|\.\/)[\w./@-]+\.(?:js|css|woff2)|\/favicon\.svg|\/cards\/diagrams\.json/g;

/**
 * Every file that a built page loads, scripts that import scripts included, as paths from the root.
 * @param html of the page
 * @param read text of a built file; undefined where there is none of that name
 */
export function pageFiles(html: string, read: (path: string) => string | undefined): string[] {
  const found = new Set<string>();
  const visit = (text: string, folder: string) => {
    for (const [mention] of text.matchAll(mentioned)) {
      const path = mention.startsWith('./') ? posix.join(folder, mention) : `/${mention.replace(/^\//, '')}`;
      const file = found.has(path) ? undefined : read(path);
      if (file === undefined) continue;
      found.add(path);
      if (!path.endsWith('.woff2')) visit(file, posix.dirname(path));
    }
  };
  visit(html, '/');
  return [...found].sort();
}

/** The worker with its list, and a name that changes with the page and its files. @throws Error where it has no place for them */
export function withFiles(worker: string, page: string, html: string, files: readonly string[]): string {
  for (const place of ["'{files}'", '{version}']) {
    if (!worker.includes(place))
      throw new Error(`cards-worker.js: expected ${place}, found none; build the site first`);
  }
  const version = createHash('sha256').update(html).update(files.join()).digest('hex').slice(0, 12);
  const list = [page, ...files].map((file) => `'${file}'`).join(', ');
  return worker.replace("'{files}'", list).replace('{version}', version);
}
