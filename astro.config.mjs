import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import svelte from '@astrojs/svelte';
import { defineConfig, fontProviders } from 'astro/config';
import { markTerms } from './site/glossary/mark-terms.ts';
import { readGlossary } from './site/glossary/read-glossary.ts';
import { withPercentSigns } from './site/prose/percent-signs.ts';

const serif = '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght';
const sans = '@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght';

/** One variable face, served from this site: nothing is asked of a font host. */
function face(name, cssVariable, fallback, files) {
  return {
    name,
    cssVariable,
    provider: fontProviders.local(),
    fallbacks: [fallback],
    options: {
      variants: files.map(([style, file]) => ({ src: [file], style, weight: '200 900' })),
    },
  };
}

/** KaTeX names each face in three formats; every browser that runs this site reads the first. */
const woff2Only = {
  name: 'woff2-only',
  enforce: 'pre',
  transform(code, id) {
    if (!/katex[^/]*\.css$/.test(id.split('?')[0])) return undefined;
    return code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)/g, '');
  },
};

/** No line of a chapter begins with a percent sign. */
const percentSigns = {
  name: 'percent-signs',
  enforce: 'pre',
  transform(code, id) {
    return id.split('?')[0].endsWith('.mdx') ? withPercentSigns(code) : undefined;
  },
};

/** Where a chapter first uses a word of the glossary, the word opens what is meant by it. */
const glossaryTerms = {
  name: 'glossary-terms',
  enforce: 'pre',
  transform(code, id) {
    const [, chapter] = /\/content\/chapters\/([\w-]+)\.mdx$/.exec(id.split('?')[0]) ?? [];
    return chapter ? markTerms(code, chapter, readGlossary()).source : undefined;
  },
};

/**
 * What many islands share comes in four files: one for each part would be fifty requests a page, most of them under a
 * kilobyte. What every page loads is kept apart from what only figures need.
 */
const sharedScripts = [
  { name: 'svelte', test: /node_modules\/svelte/, minShareCount: 2, priority: 3 },
  // What reads Markdown is fetched on demand. In a file of its own, because the bundler would put its own lines, which
  // many files need, beside it and so bring it to every page.
  { name: 'markdown', test: /node_modules\/(?:micromark|mdast|decode-named)/, priority: 4 },
  {
    name: 'page',
    test: /\/site\/(?:ui\/|prose\/|reader\/(?:address|fragment|presets|kept-place|follow-answer)|model\/reader-place)/,
    minShareCount: 7,
    priority: 2,
  },
  {
    // Each a few lines that some chapters share.
    name: 'lines',
    test: /\/site\/(?:model\/blank|prose\/shell-word|figures\/marks\/(?:scale\/weight-color|tokens\/row-ranking))/,
    minShareCount: 2,
    priority: 2,
  },
  {
    name: 'figures',
    // Home has no figure with a state of its own, so what writes and reads one is left out.
    test: /\/(?:shared|site\/(?:figures|reader(?!\/(?:figure-state|linked-figure))|model))\//,
    minShareCount: 15,
    priority: 1,
  },
];

/** `client:shown` and `client:touched`: when a part of a page wakes. */
const clientDirectives = {
  name: 'client-directives',
  hooks: {
    'astro:config:setup': ({ addClientDirective }) => {
      addClientDirective({ name: 'shown', entrypoint: './site/ui/shown.ts' });
      addClientDirective({ name: 'touched', entrypoint: './site/reader/touched.ts' });
    },
  },
};

export default defineConfig({
  // The public address, in examples and in the sitemap.
  site: process.env.SITE_URL ?? 'http://localhost:8787',
  srcDir: './site',
  publicDir: './site/public',
  outDir: './dist',
  // One file a page, so that links need no slash and no redirect.
  build: { format: 'file' },
  // HTML's own rule for spaces, so that prose may break its lines anywhere.
  compressHTML: true,
  integrations: [
    mdx(),
    svelte(),
    sitemap({ filter: (page) => !new URL(page).pathname.startsWith('/embed/') }),
    clientDirectives,
  ],
  fonts: [
    face('Source Serif 4', '--font-serif', 'serif', [
      ['normal', `${serif}-normal.woff2`],
      ['italic', `${serif}-italic.woff2`],
    ]),
    face('IBM Plex Sans', '--font-sans', 'sans-serif', [['normal', `${sans}-normal.woff2`]]),
  ],
  vite: {
    plugins: [woff2Only, percentSigns, glossaryTerms],
    // A face inside the style sheet would be refused by the content security policy. Styles of some size are kept once
    // for all pages that need them: inside each of the pages of heads they would be a fifth of it.
    build: {
      assetsInlineLimit: (file, content) => (file.endsWith('.woff2') || content.length > 1000 ? false : undefined),
    },
    environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: sharedScripts } } } } } },
  },
  devToolbar: { enabled: false },
});
