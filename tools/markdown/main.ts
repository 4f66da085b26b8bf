// Writes the Markdown that a built page names as its other form, where the site has not written it itself:
// dist/chapters/scores.md beside dist/chapters/scores.html.

import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { markdownPath, pageMarkdown } from './page-markdown.ts';

for (const file of globSync('dist/**/*.html')) {
  const html = readFileSync(file, 'utf8');
  const path = markdownPath(html);
  if (path !== undefined && !existsSync(`dist${path}`)) writeFileSync(`dist${path}`, pageMarkdown(html));
}
