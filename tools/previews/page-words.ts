import { fromHtml } from 'hast-util-from-html';
import { toText } from 'hast-util-to-text';
import { previewOf } from '../../site/layouts/previews.ts';
import type { CardWords } from './card.ts';

/** The words of a page's link preview, read from the page itself. @throws Error where a page lacks what its kind has */
export function pageWords(path: string, html: string): CardWords {
  const caption = previewOf(path).says;
  const title = textOf(path, html, /<meta property="og:title" content="([^"]*)"/).replace(/ · Understanding .*$/, '');
  if (path.startsWith('/chapters/')) {
    const order = textOf(path, html, /<p class="number"[^>]*>(Chapter \d+)/);
    return { kicker: `${order} · ${title}`, title: textOf(path, html, /<p class="lead"[^>]*>(.*?)<\/p>/s), caption };
  }
  if (path.startsWith('/heads/') && previewOf(path).picture === undefined) {
    // `Head 3-1 of BERT, measured over 1,000 sentences. The next token: gets .92 of ...`
    const description = textOf(path, html, /<meta name="description" content="([^"]*)"/);
    const said = description.slice(description.indexOf('. ') + 2).split(':')[0]!;
    return { kicker: `${title} of BERT`, title: said, caption };
  }
  return {
    kicker: 'Understanding BERT’s attention',
    title: title.replace(/^Understanding .*/, 'How does BERT know what “it” means?'),
    caption,
  };
}

function textOf(path: string, html: string, pattern: RegExp): string {
  const found = pattern.exec(html)?.[1];
  if (found === undefined) throw new Error(`${path}: expected ${pattern}, found none; is it built by Page.astro?`);
  return toText(fromHtml(found, { fragment: true })).trim();
}
