import { createHash } from 'node:crypto';

const placeholder = '{script-hashes}';

/** Cloudflare refuses a longer line of `_headers`. */
const longestLine = 2000;

const inlineScript = /<script(?![^>]*\ssrc=)[^>]*>(?<code>.*?)<\/script>/gs;

/** `'sha256-...'` of every inline script of the pages, each once, as a Content-Security-Policy lists them. */
export function inlineScriptHashes(pages: readonly string[]): string[] {
  const scripts = pages.flatMap((page) => Array.from(page.matchAll(inlineScript), ({ groups }) => groups?.code ?? ''));
  return [...new Set(scripts)]
    .map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    .sort();
}

/**
 * A `_headers` file with the hashes in their places, of which each policy has one.
 * @throws Error where there is no place or a line becomes too long
 */
export function withScriptHashes(headers: string, hashes: readonly string[]): string {
  const lines = headers.split('\n');
  const isPolicy = (line: string) => line.includes(placeholder) && !line.startsWith('#');
  if (!lines.some(isPolicy))
    throw new Error(`_headers: expected a line with ${placeholder}, found none; build the site first`);
  const list = hashes.join(' ');
  return lines.map((line) => (isPolicy(line) ? shortEnough(line.replace(placeholder, list)) : line)).join('\n');
}

function shortEnough(line: string): string {
  if (line.length <= longestLine) return line;
  throw new Error(
    `_headers: expected lines of at most ${longestLine} characters, found ${line.length}; use fewer inline scripts`,
  );
}
