import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Bytes of scripts, as they are and as servers usually compress them. */
export interface ScriptBytes {
  readonly raw: number;
  /** Level 6, what most servers send. */
  readonly gzip: number;
  /** Quality 5, what is compressed on the way out. */
  readonly brotli: number;
}

/** The tag of such an island up to where it says so. */
const untilTouched = /<astro-island(?:\s[\w-]+(?:="[^"]*")?)*?\sclient="touched"/g;

/**
 * The scripts that a built page runs before anyone touches it, if all of it is seen: its modules, those of its islands,
 * and what they import. Modules that a click would load are left out, and so are islands that sleep until they are
 * touched.
 * @returns the page's own inline scripts, and paths of files, `/_astro/x.js`
 */
export function pageScripts(folder: string, html: string): { readonly inline: string[]; readonly files: string[] } {
  const inline = Array.from(html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>(.*?)<\/script>/gs), ([, source]) => source!);
  const named = html
    .replaceAll(untilTouched, '')
    .matchAll(/<script[^>]*\bsrc="([^"]+)"|\b(?:component|renderer|before-hydration)-url="([^"]+)"/g);
  const entries = [
    ...Array.from(named, ([, source, island]) => source ?? island!),
    ...inline.flatMap((source) => importsOf(source, '/')),
  ];
  const files = new Set<string>();
  for (const entry of entries) addWithImports(folder, entry, files);
  return { inline, files: [...files] };
}

function addWithImports(folder: string, path: string, files: Set<string>): void {
  if (files.has(path)) return;
  files.add(path);
  const source = readFileSync(join(folder, path), 'utf8');
  for (const imported of importsOf(source, path)) addWithImports(folder, imported, files);
}

/** Static imports only. */
function importsOf(source: string, path: string): string[] {
  const found = source.matchAll(/(?:\bfrom|\bimport)\s*["'](\.{0,2}\/[^"']+\.js)["']/g);
  return Array.from(found, ([, specifier]) => posix.resolve(posix.dirname(path), specifier!));
}

/** Each script compressed by itself, as it is sent. */
export function scriptBytes(folder: string, html: string): ScriptBytes {
  const { inline, files } = pageScripts(folder, html);
  const sources = [
    ...inline.map((source) => Buffer.from(source)),
    ...files.map((path) => readFileSync(join(folder, path))),
  ];
  const sum = (size: (source: Buffer) => number) => sources.reduce((total, source) => total + size(source), 0);
  return {
    raw: sum((source) => source.length),
    gzip: sum((source) => gzipSync(source, { level: 6 }).length),
    brotli: sum((source) => brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length),
  };
}
