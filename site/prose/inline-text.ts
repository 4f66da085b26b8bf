/** A part of prose with one meaning. */
export interface InlineRun {
  readonly kind: 'text' | 'em' | 'strong' | 'code' | 'sub' | 'cite' | 'author';
  /** The text that is shown; for `cite` and `author` the id of a source. */
  readonly text: string;
}

const marks =
  /\*\*(?<strong>[^*]+)\*\*|\*(?<em>[^*]+)\*|`(?<code>[^`]+)`|~(?<sub>[^~]+)~|\[@(?<cite>\w+)\]|@(?<author>\w+)/g;

/**
 * Reads the marks that prose in `content` may carry: *emphasis*, **strong**, `code`, a ~subscript~, a [@source] in
 * brackets and a @source that is part of the sentence.
 */
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
  const kinds = ['strong', 'em', 'code', 'sub', 'cite', 'author'] as const;
  const kind = kinds.find((name) => groups[name] !== undefined)!;
  return { kind, text: groups[kind]! };
}

const markers = { text: '', em: '*', strong: '**', code: '`', sub: '~' } as const;

/** A run with its marks, as in `content`. The marks of all runs joined give the prose again. */
export function markOf({ kind, text }: InlineRun): string {
  if (kind === 'cite') return `[@${text}]`;
  return kind === 'author' ? `@${text}` : `${markers[kind]}${text}${markers[kind]}`;
}
