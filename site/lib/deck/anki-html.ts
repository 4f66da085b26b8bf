import { inlineRuns, markOf } from '../inline-text.ts';
import type { Source } from '../sources.ts';

const tagOf = { em: 'i', strong: 'b', code: 'code', sub: 'sub' } as const;
const markOfTag: Readonly<Record<string, string>> = { i: '*', em: '*', b: '**', strong: '**', code: '`', sub: '~' };

/**
 * Prose with the marks of `lib/inline-text.ts` as the HTML of an Anki field.
 * @param sourceOf a source by its id; where it knows none, the mark stays as it is written
 */
export function toAnkiHtml(prose: string, sourceOf: (id: string) => Source | undefined): string {
  return inlineRuns(prose)
    .map((run) => {
      if (run.kind === 'text') return escapeHtml(run.text);
      if (run.kind === 'cite' || run.kind === 'author') {
        const source = sourceOf(run.text);
        if (!source) return escapeHtml(markOf(run));
        const link = `<a href="${escapeHtml(source.url)}">${escapeHtml(source.label)}</a>`;
        return run.kind === 'cite' ? `(${link})` : link;
      }
      return `<${tagOf[run.kind]}>${escapeHtml(run.text)}</${tagOf[run.kind]}>`;
    })
    .join('');
}

/** The text of an Anki field: emphasis as marks, line breaks as \n, everything else of the markup dropped. */
export function fromAnkiHtml(html: string): string {
  return html
    .replace(/<(?<end>\/?)(?<name>[a-z]\w*)[^>]*>/gi, (_, end: string, name: string) =>
      textOfTag(name.toLowerCase(), end),
    )
    .replace(/&(?:#(?<decimal>\d{1,7})|#x(?<hex>[\da-f]{1,6})|(?<name>[a-z]+));/gi, decodeEntity);
}

function textOfTag(name: string, end: string): string {
  if (name === 'br' || (end && (name === 'div' || name === 'p' || name === 'li'))) return '\n';
  return markOfTag[name] ?? '';
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

function decodeEntity(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name) return named[name.toLowerCase()] ?? entity;
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
