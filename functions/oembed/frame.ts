/** A frame around a figure, in CSS pixels. */
export interface Frame {
  readonly address: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

/** The figure of an address on this site, `/embed/key-shadows#text=…`; undefined for every other address. */
export function figureOf(
  address: string,
  origin: string,
): { readonly name: string; readonly fragment: string } | undefined {
  if (!URL.canParse(address)) return undefined;
  const { host, pathname, hash } = new URL(address);
  const [, name] = /^\/embed\/([\w-]+)$/.exec(pathname) ?? [];
  // The scheme may differ: behind a proxy the Worker is asked over http.
  return name !== undefined && host === new URL(origin).host ? { name, fragment: hash } : undefined;
}

/** A length that is at most what the asking site has room for; what is no number is no limit. */
export function within(length: number, most: string | undefined): number {
  return most !== undefined && /^[1-9]\d{0,5}$/.test(most) ? Math.min(length, Number(most)) : length;
}

/** Whether the asking site has room for all of a picture, which cannot be made smaller. */
export function isWithin(
  { width, height }: Pick<Frame, 'width' | 'height'>,
  mostWide: string | undefined,
  mostHigh: string | undefined,
): boolean {
  return within(width, mostWide) === width && within(height, mostHigh) === height;
}

/** The frame as HTML, for a page of any site. */
export function frameHtml({ address, title, width, height }: Frame): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="${width}" height="${height}" loading="lazy" style="border:0;max-width:100%"></iframe>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
