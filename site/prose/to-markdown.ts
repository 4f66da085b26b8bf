import { inlineRuns } from './inline-text.ts';
import { addressOf, sourceOf } from './sources.ts';

/**
 * Prose of `content` in Markdown. Most of its marks are Markdown's own; subscripts are converted, and sources become
 * links.
 */
export function toMarkdown(prose: string): string {
  return inlineRuns(prose)
    .map(({ kind, text }) => {
      switch (kind) {
        case 'em':
          return `*${text}*`;
        case 'strong':
          return `**${text}**`;
        case 'code':
          return `\`${text}\``;
        case 'sub':
          return `<sub>${text}</sub>`;
        case 'cite':
          return `(${sourceLink(text)})`;
        case 'author':
          return sourceLink(text);
        case 'text':
          return escaped(text);
        default:
          return kind satisfies never;
      }
    })
    .join('');
}

/** Escapes text, so that nothing in it is a mark of Markdown. */
export function escaped(text: string): string {
  return text.replace(/[\\*_`<[\]|~]/g, '\\$&');
}

function sourceLink(id: string): string {
  const source = sourceOf(id);
  const { label, title } = source;
  return `[${label}](${addressOf(source)} "${title.replaceAll('"', "'")}")`;
}
