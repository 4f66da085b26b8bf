// Runs npm scripts side by side, each on a core of its own: `node tools/build/side-by-side.ts check:pages check:types`.
// What a script says is printed when it ends; one that fails makes this fail, after the others have ended too.

import { exec } from 'node:child_process';

/** Whether the script succeeded. */
function succeeds(script: string): Promise<boolean> {
  return new Promise((resolve) => {
    exec(`npm run ${script}`, { maxBuffer: Number.POSITIVE_INFINITY }, (error, output, errors) => {
      process.stdout.write(output);
      process.stderr.write(errors);
      resolve(error === null);
    });
  });
}

const scripts = process.argv.slice(2);
if (scripts.length === 0) throw new Error('expected the names of npm scripts, found none');
const succeeded = await Promise.all(scripts.map(succeeds));
const failed = scripts.filter((_, index) => !succeeded[index]);
if (failed.length > 0) {
  console.error(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
