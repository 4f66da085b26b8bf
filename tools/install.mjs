// Installs the locked packages when they are missing or older than the lock file.
// Plain JavaScript without dependencies: it runs under whatever Node starts it, before anything is installed.
import { execSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`Node 20 or newer is needed, this is ${process.version}. Install it from your system or nodejs.org.`);
  process.exit(1);
}

const installed = `${root}node_modules/.package-lock.json`;
const locked = `${root}package-lock.json`;
const fresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync(locked).mtimeMs;
if (!fresh) {
  console.log('Installing the locked packages (once, about a minute) ...');
  execSync('npm ci --no-audit --no-fund --loglevel=error', { cwd: root, stdio: 'inherit' });
}
