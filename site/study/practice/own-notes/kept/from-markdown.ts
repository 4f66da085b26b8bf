import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toString as plainOf } from 'mdast-util-to-string';
import { gfmTable } from 'micromark-extension-gfm-table';

type Node = ReturnType<typeof fromMarkdown>['children'][number];

/** Properties between two lines of three hyphens at the beginning of a file. */
const frontMatter = /^---\r?\n[\s\S]*?\r?\n---\r?\n/;

/** What has no sentences: cells have none either. */
const leftOut: ReadonlySet<Node['type']> = new Set(['code', 'html', 'definition', 'table']);

/** The sentences of a Markdown text without its marks: one paragraph or list item a line; code, HTML and tables are left out. */
export function sentencesOfMarkdown(markdown: string): string {
  const { children } = fromMarkdown(markdown.replace(/^\uFEFF/, '').replace(frontMatter, ''), {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  return children.flatMap(linesOf).join('\n\n');
}

function linesOf(node: Node): string[] {
  if (leftOut.has(node.type)) return [];
  if (node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote')
    return node.children.flatMap(linesOf);
  const text = plainOf(node, { includeImageAlt: false, includeHtml: false }).replace(/\s+/gu, ' ').trim();
  return text ? [text] : [];
}
