import { posix } from 'node:path';

/** One import of a source file, and what it takes. */
export interface Import {
  /** A path from the repository's root, `shared/bert/softmax.ts`, or a library's specifier, `hono/cors`. */
  readonly target: string;
  readonly isLibrary: boolean;
  /** What stands between `import` and `from`, without line breaks: `type { AppType }`; empty where there is nothing. */
  readonly clause: string;
}

const topLevelNames = [
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'astro.config.mjs',
  'functions',
  'package-lock.json',
  'package.json',
  'shared',
  'site',
  'tests',
  'tools',
  'tsconfig.json',
  'wrangler.toml',
];

/** Where each folder may import from; `tests`, which nothing imports, from anywhere. `build` is made, not written: compiled kernels and other generated files. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  // The version of the API is the project's.
  shared: ['shared', 'package.json'],
  functions: ['functions', 'shared', 'build'],
  site: ['site', 'shared', 'build'],
  // Of a library, a tool may take parts that the library itself does not offer apart.
  tools: ['tools', 'functions', 'shared', 'site', 'build', 'node_modules'],
};
const rootMayImport = ['functions', 'shared', 'site', 'build'];

/** Floors of a folder, from the top: a file may import from its own floor's room and from the floors below. */
const floors: Readonly<Record<string, readonly (readonly string[])[]>> = {
  shared: [
    ['api', 'library'],
    ['model'],
    ['engine'],
    ['weights'],
    ['analysis', 'atlas'],
    ['bert', 'tokenizer', 'tensors'],
  ],
  site: [
    ['pages'],
    ['layouts', 'embed'],
    ['podcast'],
    ['study', 'playground', 'map', 'home', 'atlas', 'api-reference', 'glossary', 'search', 'reader-level'],
    ['sentence'],
    ['figures'],
    ['figures/frame'],
    ['figures/export'],
    ['figures/marks'],
    ['first-paint'],
    ['content'],
    ['reader'],
    ['model'],
    ['prose'],
    ['ui'],
    ['styles'],
  ],
};

/** Libraries that would tie `shared` to one of the places where it runs. */
const boundToAPlace = /^(hono|@hono|astro|@astrojs|svelte|wrangler|miniflare|@cloudflare|node:|cloudflare:|astro:)/;

/** Read files from disk or start Node's threads: for Node alone, imported by nothing else in `shared`. */
const forNodeOnly = /^shared\/(model\/(open-folder|node-\w+)|library\/node)\.ts$/;

const importPatterns = [
  /\b(?:import|export)\s+(?<clause>(?:type\s+)?[\w*{][^'"`;()]*?)\s*\bfrom\s*['"](?<specifier>[^'"\n]+)['"]/g,
  /\bimport\s*(?<clause>)['"](?<specifier>[^'"\n]+)['"]/g,
  /\bimport\s*\(\s*(?<clause>)['"`](?<specifier>[^'"`\n]+)['"`]/g,
  /\bimport\.meta\.glob(?:<[^>]*>)?\(\s*\[?\s*(?<clause>)['"](?<specifier>[^'"\n]+)['"]/g,
];

/** Static, dynamic and side-effect imports, re-exports and globs of a ts, mjs, svelte, astro or mdx file. */
export function importsOf(file: string, source: string): Import[] {
  const code = file.endsWith('.mdx') ? source.replace(/^```.*?^```/gms, '') : source;
  return importPatterns.flatMap((pattern) =>
    Array.from(code.matchAll(pattern), ({ groups }) => ({
      ...resolve(file, groups?.specifier ?? ''),
      clause: (groups?.clause ?? '').replace(/\s+/g, ' '),
    })),
  );
}

function resolve(file: string, specifier: string): Pick<Import, 'target' | 'isLibrary'> {
  const path = specifier.replace(/\?.*$/, '');
  if (path.startsWith('/')) return { target: path.slice(1), isLibrary: false };
  if (path.startsWith('.')) return { target: posix.join(posix.dirname(file), path), isLibrary: false };
  return { target: path, isLibrary: true };
}

/** One sentence for each import of the file that goes against an arrow. */
export function arrowViolations(file: string, source: string): string[] {
  return importsOf(file, source).flatMap((found) => {
    const reason = found.isLibrary ? againstLibrary(file, found) : againstPath(file, found);
    return reason ? [`${file} imports ${found.target}: ${reason}`] : [];
  });
}

function againstLibrary(file: string, { target }: Import): string | undefined {
  if (topLevel(file) !== 'shared' || forNodeOnly.test(file) || !boundToAPlace.test(target)) return undefined;
  return 'shared must run in Node, Workers and browsers alike';
}

function againstPath(file: string, { target, clause }: Import): string | undefined {
  const [from, to] = [topLevel(file), topLevel(target)];
  if (from === 'site' && to === 'functions') {
    return clause === 'type { AppType }' ? undefined : 'site takes only `import type { AppType }` from functions';
  }
  if (from === 'shared' && forNodeOnly.test(target) && !forNodeOnly.test(file)) return `${target} is for Node alone`;
  const allowed = mayImport[from] ?? rootMayImport;
  if (!allowed.includes(to)) return `${from} may import from ${allowed.join(', ')} only`;
  return from === to ? againstFloor(from, file, target) : undefined;
}

/** Words and numbers in JSON, and styles, are for every floor. */
function againstFloor(folder: string, file: string, target: string): string | undefined {
  const plan = floors[folder];
  if (plan === undefined || /\.(json|css)$/.test(target)) return undefined;
  const [from, to] = [roomOf(plan, folder, file), roomOf(plan, folder, target)];
  if (from === undefined || to === undefined || from === to) return undefined;
  const floorOf = (room: string) => plan.findIndex((rooms) => rooms.includes(room));
  return floorOf(from) < floorOf(to) ? undefined : `${folder}/${from} stands on ${folder}/${to}'s floor or below it`;
}

/** `figures/marks` of site/figures/marks/grid/cell.ts; chapters are pages, written in MDX. Undefined: no room of the plan. */
function roomOf(plan: readonly (readonly string[])[], folder: string, path: string): string | undefined {
  if (path.endsWith('.mdx')) return 'pages';
  const rooms = plan.flat().sort((a, b) => b.length - a.length);
  return rooms.find((room) => path.startsWith(`${folder}/${room}/`));
}

/** One sentence for each file of a folder with floors that stands in no room of them. */
export function roomViolations(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const plan = floors[topLevel(file)];
    if (plan === undefined || file.split('/').length < 3 || roomOf(plan, topLevel(file), file)) return [];
    return [`${file} stands in none of the rooms ${plan.flat().join(', ')}`];
  });
}

function topLevel(path: string): string {
  return path.split('/')[0];
}

/** One sentence for each name at the top of the repository that has no place there; dotfiles and ignored names have. */
export function topLevelViolations(names: readonly string[], gitignore: string): string[] {
  const ignored = gitignore.split('\n').map((line) => line.trim().replace(/^\/|\/$/g, ''));
  return names
    .filter((name) => !name.startsWith('.') && !topLevelNames.includes(name))
    .filter((name) => !ignored.some((pattern) => pattern !== '' && posix.matchesGlob(name, pattern)))
    .map((name) => `${name} has no place at the top level, which holds only: ${topLevelNames.join(', ')}`);
}
