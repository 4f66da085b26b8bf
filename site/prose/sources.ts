import sourceList from '../content/sources.json' with { type: 'json' };

/** A paper that supports a claim, or a page of this site that measures it. */
export interface Source {
  /** Authors and year, as cited in a sentence. */
  readonly label: string;
  readonly title: string;
  /** Of a page of this site its path. */
  readonly url: string;
}

const sources: Readonly<Record<string, Source>> = sourceList;

/** The source with this id. @throws Error naming an id that `content/sources.json` does not hold */
export function sourceOf(id: string): Source {
  const source = findSource(id);
  if (!source)
    throw new Error(`expected a source of content/sources.json, found [@${id}]; known: ${Object.keys(sources)}`);
  return source;
}

/** The source with this id; undefined where there is none. */
export function findSource(id: string): Source | undefined {
  return Object.hasOwn(sources, id) ? sources[id] : undefined;
}

/** The source's address for texts that leave this site. */
export function addressOf({ url }: Source): string {
  return new URL(url, import.meta.env.SITE).href;
}
