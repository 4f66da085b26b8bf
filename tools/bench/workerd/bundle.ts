import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContenderName } from '../contender.ts';
import { root } from '../options.ts';

export type Modules = Record<string, { type: 'esm' | 'wasm'; contents: Uint8Array<ArrayBuffer> }>;

/** Where package.json puts the ONNX Runtime Web of transformers.js. */
const stockOrt = fileURLToPath(
  new URL('../node_modules/@xenova/transformers/node_modules/onnxruntime-node/dist/ort-web.min.js', import.meta.url),
);

const aliases: Partial<Record<ContenderName, readonly string[]>> = {
  stock: ['--alias', `onnxruntime-web:${stockOrt}`],
};

/** Bundles a contender's Worker with wrangler, as one deploys it. @throws Error with wrangler's words. */
export function bundleWorker(name: ContenderName): { main: string; modules: Modules } {
  const folder = join(root, '.cache/bench/workers', name);
  const entry = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const config = fileURLToPath(new URL('wrangler.toml', import.meta.url));
  const command = ['deploy', entry, '--config', config, '--dry-run', '--minify', '--outdir', folder];
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  execFileSync(process.execPath, [wrangler, ...command, ...(aliases[name] ?? [])], { stdio: 'pipe' });
  return { main: `${name}.js`, modules: readModules(folder) };
}

function readModules(folder: string): Modules {
  const modules: Modules = {};
  for (const file of readdirSync(folder)) {
    const type = file.endsWith('.wasm') ? 'wasm' : 'esm';
    if (!/\.(js|wasm)$/.test(file)) continue;
    modules[file] = { type, contents: new Uint8Array(readFileSync(join(folder, file))) };
  }
  return modules;
}
