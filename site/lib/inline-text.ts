/** A run of prose with one meaning. */
export interface InlineRun {
  readonly kind: 'text' | 'em' | 'strong' | 'code' | 'cite';
  /** What is shown; for `cite` the id of a source. */
  readonly text: string;
}

const marks = /\*\*(?<strong>[^*]+)\*\*|\*(?<em>[^*]+)\*|`(?<code>[^`]+)`|\[@(?<cite>[\w-]+)\]/g;

/** Reads the marks that prose in `content` may carry: *emphasis*, **strong**, `code` and a [@source]. */
export function inlineRuns(prose: string): InlineRun[] {
  const runs: InlineRun[] = [];
  let end = 0;
  for (const match of prose.matchAll(marks)) {
    if (match.index > end) runs.push({ kind: 'text', text: prose.slice(end, match.index) });
    runs.push(markedRun(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < prose.length) runs.push({ kind: 'text', text: prose.slice(end) });
  return runs;
}

function markedRun(groups: Record<string, string | undefined>): InlineRun {
  const kinds = ['strong', 'em', 'code', 'cite'] as const;
  const kind = kinds.find((name) => groups[name] !== undefined)!;
  return { kind, text: groups[kind]! };
}

/** Prose without its marks and sources, for titles and descriptions. */
export function plainText(prose: string): string {
  return inlineRuns(prose)
    .filter(({ kind }) => kind !== 'cite')
    .map(({ text }) => text)
    .join('')
    .replace(/\s+([.,;:])/g, '$1')
    .trim();
}
