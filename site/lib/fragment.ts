/** What the reader looks at. Layers and heads are 0-based here and 1-based in the fragment, as on screen. */
export interface ReaderPlace {
  readonly text: string;
  /** Second segment; empty: none. */
  readonly pair: string;
  readonly layer: number;
  readonly head: number;
  /** Index of the token whose row is shown. */
  readonly token: number;
}

/** Layers, and heads in each layer, of bert-base-uncased. */
export const layerCount = 12;
export const headCount = 12;

const maxTokens = 512;

/** `#text=&pair=&layer=9&head=11&token=8`: the fragment never leaves the browser, so no reader's text reaches a log. */
export function writeFragment({ text, pair, layer, head, token }: ReaderPlace): string {
  const fields = new URLSearchParams({ text });
  if (pair) fields.set('pair', pair);
  fields.set('layer', String(layer + 1));
  fields.set('head', String(head + 1));
  fields.set('token', String(token));
  return `#${fields}`;
}

/** Whether a fragment says where the reader is, and is not the id of an element to scroll to. */
export function isPlace(fragment: string): boolean {
  return !fragment || fragment.includes('=');
}

/** Reads a fragment; whatever is absent or out of range is taken from `fallback`. */
export function readFragment(fragment: string, fallback: ReaderPlace): ReaderPlace {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const text = fields.get('text') || fallback.text;
  return {
    text,
    pair: fields.get('pair') ?? (text === fallback.text ? fallback.pair : ''),
    layer: wholeNumber(fields.get('layer'), 1, layerCount, fallback.layer + 1) - 1,
    head: wholeNumber(fields.get('head'), 1, headCount, fallback.head + 1) - 1,
    token: wholeNumber(fields.get('token'), 0, maxTokens - 1, fallback.token),
  };
}

function wholeNumber(field: string | null, least: number, most: number, fallback: number): number {
  if (!field || !/^\d+$/.test(field)) return fallback;
  const value = Number(field);
  return value >= least && value <= most ? value : fallback;
}
