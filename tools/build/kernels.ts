// Compiles shared/engine/kernels to build/: every target of its asconfig.json, in one process, since the compiler takes
// longer to warm up than to compile.

import { readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const [entry, config] = ['shared/engine/kernels/index.ts', 'shared/engine/kernels/asconfig.json'];
const { targets } = JSON.parse(readFileSync(config, 'utf8')) as { targets: Record<string, unknown> };

for (const target of Object.keys(targets)) {
  const { error, stderr } = await asc.main([entry, '--config', config, '--target', target]);
  if (error) throw new Error(`${target}: ${stderr.toString()}`, { cause: error });
}
