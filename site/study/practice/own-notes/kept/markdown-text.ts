import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as plainOf } from 'mdast-util-to-string';

type Node = ReturnType<typeof fromMarkdown>['children'][number];

/** Properties between two lines of three hyphens at the beginning of a file. */
const frontMatter = /^---\r?\n[\s\S]*?\r?\n---\r?\n/;

/** The sentences of a Markdown text without its marks: one paragraph or list item a line; code, HTML and tables are left out. */
export function markdownText(markdown: string): string {
  const { children } = fromMarkdown(markdown.replace(/^\uFEFF/, '').replace(frontMatter, ''));
  return children.flatMap(linesOf).join('\n\n');
}

function linesOf(node: Node): string[] {
  if (node.type === 'code' || node.type === 'html' || node.type === 'definition') return [];
  if (node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote')
    return node.children.flatMap(linesOf);
  if (node.type === 'paragraph' && isTable(node)) return [];
  const text = plainOf(node, { includeImageAlt: false, includeHtml: false }).replace(/\s+/gu, ' ').trim();
  return text ? [text] : [];
}

/** Cells are no sentences. To a reader of plain Markdown a table is a paragraph with a line of hyphens between bars. */
function isTable(paragraph: Node): boolean {
  return plainOf(paragraph)
    .split('\n')
    .some((line) => /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$|^\s*\|\s*:?-{2,}:?\s*\|\s*$/.test(line));
}
