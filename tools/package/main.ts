// Makes the package `bert-attention` of the engine, the reference, the tokenizer and the model: build/package, and packed,
// build/bert-attention-<version>.tgz. Every file of ours stays a file, with its types; kernels are inside, weights are not.

import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest } from './manifest.ts';
import { bundleVendors } from './vendor.ts';
import { vendorLicenses } from './vendor-licenses.ts';

const out = 'build/package';

/** Our modules find each other, the kernels and the vendors' modules by these paths in the package. */
const rewritten: readonly (readonly [RegExp, string])[] = [
  [/'@xenova\/transformers'/g, "'#transformers'"],
  [/'\.\.\/\.\.\/build\//g, "'../kernels/"],
  [/(['"]\.[^'"\n]*)\.ts(['"])/g, '$1.js$2'],
];

function compile(): void {
  rmSync(out, { recursive: true, force: true });
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tools/package'], { stdio: 'inherit' });
  for (const path of globSync(`${out}/**/*.{js,d.ts}`)) {
    const code = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      rewritten.reduce((text, [from, to]) => text.replace(from, to), code),
    );
  }
}

function copyFiles(): void {
  mkdirSync(join(out, 'kernels'));
  for (const path of globSync('build/kernels*.wasm')) copyFileSync(path, join(out, 'kernels', path.split('/').at(-1)!));
  cpSync('tools/package/vendor-types', join(out, 'vendor'), { recursive: true });
  writeFileSync(join(out, 'vendor/LICENSES.txt'), vendorLicenses());
  for (const path of ['LICENSE', 'tools/package/README.md']) copyFileSync(path, join(out, path.split('/').at(-1)!));
}

compile();
await bundleVendors(join(out, 'vendor'));
copyFiles();
const { version, license, engines } = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest({ version, license, engines }), undefined, 2)}\n`);
execFileSync('npm', ['pack', '--pack-destination', 'build', `./${out}`], { stdio: 'inherit' });
