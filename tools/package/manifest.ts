/** What the package takes over from the project. */
interface Project {
  readonly version: string;
  readonly license: string;
  readonly engines: { readonly node: string };
}

const entry = (name: string) => ({ types: `./library/${name}.d.ts`, default: `./library/${name}.js` });

/** The package.json of `bert-attention`. */
export function manifest({ version, license, engines }: Project): Record<string, unknown> {
  return {
    name: 'bert-attention',
    version,
    description:
      "BERT's attention and every other intermediate, exactly: a WebAssembly engine for Node, browsers and Workers",
    license,
    type: 'module',
    engines,
    sideEffects: ['./model/node-thread.js', './model/web-thread.js', './vendor/*.js'],
    exports: {
      '.': entry('index'),
      './node': entry('node'),
      './web': entry('web'),
      './reference': entry('reference'),
      './kernels/*.wasm': './kernels/*.wasm',
    },
    imports: {
      '#ort': './vendor/ort.js',
      '#transformers': { types: './vendor/transformers.d.ts', default: './vendor/transformers.js' },
    },
  };
}
