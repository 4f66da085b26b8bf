import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const installed = `${folder}node_modules/.package-lock.json`;

/** Installs what we compare ourselves with into this folder, once. No package may run scripts or download more. */
export function installPeers(): void {
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${folder}package-lock.json`).mtimeMs) return;
  console.log('Installing the runtimes to compare with (once, 650 MB) ...');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
}

/**
 * Imports a package from this folder, never one of the same name that the project itself has.
 * @throws Error when it is not installed here.
 */
export async function importPeer<Module>(name: string): Promise<Module> {
  const url = import.meta.resolve(name);
  if (url.startsWith(new URL('node_modules/', import.meta.url).href)) return import(url);
  throw new Error(`expected ${name} in ${folder}node_modules, found ${url}; run \`npm ci --ignore-scripts\` there`);
}
