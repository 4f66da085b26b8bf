/** How one value of a figure's state stands in a fragment. */
export interface Field<Value> {
  write(value: Value): string;
  /** Undefined for text that no figure has written, which is then ignored. */
  read(text: string): Value | undefined;
}

/** What a figure shows besides the reader's place, by name. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** The state of a figure; a value that is absent is as it is when the page opens. */
export type Shown<Of extends Fields> = {
  readonly [Name in keyof Of]?: Exclude<ReturnType<Of[Name]['read']>, undefined> | undefined;
};

/** Characters of one field; no figure takes longer words or lists from its reader. */
const longestField = 4000;

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number): Field<number> {
  return {
    write: String,
    read: (text) => within(/^-?\d{1,6}$/.test(text) ? Number(text) : Number.NaN, least, most),
  };
}

/** A number from `least` to `most` with at most two decimals. */
export function decimal(least: number, most: number): Field<number> {
  return {
    write: (value) => String(Number(value.toFixed(2))),
    read: (text) => within(/^-?\d{1,6}(?:\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN, least, most),
  };
}

/** One of the given names or numbers. */
export function oneOf<const Value extends string | number>(values: readonly Value[]): Field<Value> {
  return { write: String, read: (text) => values.find((value) => String(value) === text) };
}

/** Something that is on; where it is off, the field is left out. */
export const isOn: Field<true> = { write: () => '1', read: (text) => (text === '1' ? true : undefined) };

/** One of a list by its index, or the reader's own. */
export function listedOrOwn(count: number): Field<number | 'own'> {
  const listed = whole(0, count - 1);
  return { write: String, read: (text) => (text === 'own' ? text : listed.read(text)) };
}

/** Words of the reader: not empty, at most `longest` characters. */
export function words(longest: number): Field<string> {
  return { write: (text) => text, read: (text) => (text.trim() && text.length <= longest ? text : undefined) };
}

/** The order of at most `most` things: each index from 0 once. */
export function order(most: number): Field<readonly number[]> {
  return {
    write: (indices) => indices.join('.'),
    read: (text) => {
      const indices = text.split('.').map((one) => (/^\d{1,3}$/.test(one) ? Number(one) : Number.NaN));
      const isOrder = indices.length <= most && indices.toSorted((a, b) => a - b).every((index, at) => index === at);
      return isOrder ? indices : undefined;
    },
  };
}

/** The fields of a fragment behind the place: `figure=softmax-figure&show.added=3&show.factor=2`. */
export function writeShown<Of extends Fields>(figure: string, fields: Of, shown: Shown<Of>): string {
  const written = new URLSearchParams({ figure });
  for (const [name, field] of Object.entries(fields)) {
    const value = shown[name];
    if (value !== undefined) written.set(`show.${name}`, field.write(value));
  }
  return String(written);
}

/**
 * The state of a figure that a fragment names; undefined where it names another figure or none. What is unknown,
 * malformed or out of range is left out.
 */
export function readShown<Of extends Fields>(fragment: string, figure: string, fields: Of): Shown<Of> | undefined {
  const written = new URLSearchParams(fragment.replace(/^#/, ''));
  if (written.get('figure') !== figure) return undefined;
  const read = Object.entries(fields).map(([name, field]) => {
    const text = written.get(`show.${name}`) ?? '';
    return [name, text.length <= longestField ? field.read(text) : undefined] as const;
  });
  return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as Shown<Of>;
}

function within(value: number, least: number, most: number): number | undefined {
  return value >= least && value <= most ? value : undefined;
}
