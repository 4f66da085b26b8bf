import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A folder of its own, far from the repository, with the packed package and nothing else installed. */
export interface Consumer {
  readonly folder: string;
  remove(): void;
}

/** Packs the package and installs it from the tarball. @throws Error with what npm said */
export function installPackage(): Consumer {
  execFileSync(process.execPath, ['tools/package/main.ts'], { cwd: root, stdio: 'pipe' });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'bert-attention-'));
  cpSync(new URL('consumer', import.meta.url), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  const tarball = resolve(root, `build/bert-attention-${version}.tgz`);
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder, stdio: 'pipe' });
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Compiles the consumer's files, and checks the package's types as strictly as theirs. @returns what tsc found wrong */
export function compileConsumer({ folder }: Consumer): string {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout;
}
