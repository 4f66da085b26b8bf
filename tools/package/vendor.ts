import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Files, paths and pictures, which transformers.js looks for and can do without. */
const absent: Plugin = {
  name: 'absent',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(fs|path|url|stream\/web|sharp)$/ }, ({ path }) => ({ path, namespace: 'absent' }));
    onLoad({ filter: /./, namespace: 'absent' }, ({ path }) => ({
      contents: path === 'sharp' ? 'export default () => {}' : 'export default {}',
    }));
  },
};

/**
 * transformers.js and ONNX Runtime's interfaces as two modules in `folder` that share what they have in common: whoever
 * installs the package gets no others, no runtime of ONNX and nothing that downloads.
 */
export async function bundleVendors(folder: string): Promise<void> {
  const entry = (name: string) => fileURLToPath(new URL(`vendor-${name}.ts`, import.meta.url));
  await build({
    entryPoints: { transformers: entry('transformers'), ort: entry('ort') },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    conditions: ['default'],
    alias: { 'onnxruntime-node': 'onnxruntime-web' },
    minifySyntax: true,
    legalComments: 'linked',
    plugins: [absent],
  });
}
