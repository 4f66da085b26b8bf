import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { arrowViolations, importsOf, roomViolations, topLevelViolations } from './architecture.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const gitignore = readFileSync(join(root, '.gitignore'), 'utf8');

const sources = globSync('{functions,shared,site,tools}/**/*.{ts,mjs,js,svelte,astro,mdx}', {
  cwd: root,
  exclude: ['**/node_modules/**', 'site/public/**'],
})
  .concat('astro.config.mjs')
  .filter((file) => existsSync(join(root, file)))
  .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }));

describe('this repository', () => {
  it('imports only along the arrows', () => {
    expect(sources.flatMap(({ file, source }) => arrowViolations(file, source))).toEqual([]);
  });

  it('has a room of the plan for each file of shared and site', () => {
    expect(roomViolations(sources.map(({ file }) => file))).toEqual([]);
  });

  it('was looked at: imports were found, and each found path of ours exists', () => {
    const paths = sources
      .filter(({ file }) => file.startsWith('shared/bert/'))
      .flatMap(({ file, source }) => importsOf(file, source).filter(({ isLibrary }) => !isLibrary));
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.filter(({ target }) => !existsSync(join(root, target)))).toEqual([]);
  });

  it('has nothing at its top level but the named folders and files', () => {
    expect(topLevelViolations(readdirSync(root), gitignore)).toEqual([]);
  });
});

describe('arrowViolations', () => {
  it.each([
    ['shared/bert/x.ts', `import { a } from '../../functions/a.ts';`],
    ['shared/model/x.ts', `export * from '../../site/model/a.ts';`],
    ['shared/bert/x.ts', `import { app } from 'hono';`],
    ['shared/engine/x.ts', `import { readFile } from 'node:fs/promises';`],
    ['shared/bert/x.ts', `import { schema } from '../api/trace.ts';`],
    ['shared/engine/x.ts', `import type { Trace } from '../api/trace.ts';`],
    ['shared/tokenizer/x.ts', `const a = await import('../api/tokenize.ts');`],
    ['shared/analysis/x.ts', `import {\n  a,\n  b,\n} from '../api/attention.ts';`],
    ['shared/weights/x.ts', `import { a } from '../model/a.ts';`],
    ['shared/model/x.ts', `import { a } from '../api/a.ts';`],
    ['functions/routes/x.ts', `import '../../site/model/a.ts';`],
    ['site/model/x.ts', `import type { A } from '../reader/a.ts';`],
    ['site/figures/marks/grid/x.ts', `import { a } from '../../scores/a.ts';`],
    ['site/figures/scores/x.svelte', `<script lang="ts">\n  import A from '../../playground/A.svelte';\n</script>`],
    ['site/home/x.svelte', `<script lang="ts">\n  import A from '../playground/A.svelte';\n</script>`],
    ['site/ui/x.astro', `---\nimport A from '../layouts/A.astro';\n---\n<A />`],
    ['functions/x.ts', `import { a } from '../tools/a.ts';`],
    ['site/model/x.ts', `import { app } from '../../functions/app.ts';`],
    ['site/model/x.ts', `import { type AppType } from '../../functions/app.ts';`],
    ['site/model/x.ts', `import type { AppType, Env } from '../../functions/app.ts';`],
    ['site/figures/x.svelte', `<script lang="ts">\n  import { a } from '../../tests/a.ts';\n</script>`],
    ['site/pages/x.astro', `---\nimport A from '../../tools/a.astro';\n---\n<A />`],
    ['site/content/x.mdx', `import A from '../../functions/a.ts'\n\n# A`],
    ['site/content/x.mdx', `import source from '/tests/a.ts?raw'`],
    ['site/model/x.ts', `const all = import.meta.glob<string>(['../../tests/*.ts'], { eager: true });`],
    ['astro.config.mjs', `import a from './tools/a.ts';`],
    ['tools/x.ts', `import a from '../tests/a.ts';`],
    ['shared/x.ts', `import a from '../../elsewhere/a.ts';`],
  ])('refuses in %s: %s', (file, source) => {
    expect(arrowViolations(file, source)).toHaveLength(1);
  });

  it.each([
    ['shared/bert/x.ts', `import { a } from './a.ts';\nimport { z } from 'zod';`],
    ['shared/api/x.ts', `import type { BertConfig } from '../bert/config.ts';`],
    ['shared/engine/x.ts', `import { registerBackend } from '#ort';`],
    ['functions/routes/x.ts', `import { Hono } from 'hono';\nimport { a } from '../../shared/api/a.ts';`],
    ['functions/x.ts', `import kernels from '../build/kernels.wasm';`],
    ['site/model/x.ts', `import type { AppType } from '../../functions/app.ts';`],
    ['site/content/x.mdx', `import source from '../../shared/bert/softmax.ts?raw'`],
    ['site/content/x.mdx', "```ts\nimport { a } from '../../functions/a.ts';\n```"],
    ['tools/x.ts', `import { a } from '../shared/tensors/a.ts';`],
    ['site/pages/x.ts', `import { a } from '../home/a.ts';`],
    ['site/content/chapters/x.mdx', `import A from '../../figures/scores/A.svelte'`],
    ['site/reader/x.ts', `import presets from '../content/presets.json';`],
    ['site/figures/scores/x.ts', `import { a } from '../marks/grid/a.ts';`],
  ])('accepts in %s: %s', (file, source) => {
    expect(importsOf(file, source).length).toBe(source.startsWith('```') ? 0 : source.split('\n').length);
    expect(arrowViolations(file, source)).toEqual([]);
  });

  it('says which file imports what, and what it may import', () => {
    expect(arrowViolations('functions/x.ts', `import { a } from '../site/model/a.ts';`)).toEqual([
      'functions/x.ts imports site/model/a.ts: functions may import from functions, shared, build only',
    ]);
  });
});

describe('roomViolations', () => {
  it('names a file of no room, and what rooms there are', () => {
    expect(
      roomViolations(['site/lib/a.ts', 'site/content.config.ts', 'shared/api/a.ts', 'functions/lib/a.ts']),
    ).toEqual([
      expect.stringMatching(/^site\/lib\/a\.ts stands in none of the rooms pages, layouts, embed, podcast, study/),
    ]);
  });
});

describe('topLevelViolations', () => {
  it('names what does not belong there', () => {
    expect(topLevelViolations(['shared', 'src', 'notes.md'], '')).toEqual([
      expect.stringContaining('src has no place'),
      expect.stringContaining('notes.md has no place'),
    ]);
  });

  it('lets dotfiles and ignored names be', () => {
    const names = ['.ci', '.git', 'node_modules', 'build', 'npm-debug.log'];
    expect(topLevelViolations(names, 'node_modules/\nbuild/\n*.log\n')).toEqual([]);
  });
});
