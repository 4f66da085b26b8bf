/**
 * Plain text with typographic signs: “quotes”, ’ for an apostrophe, a dash between words. A run of text that is only a
 * hyphen, as between the marked words in *king* - *man*, becomes a minus.
 */
export function typographic(text: string): string {
  if (text.trim() === '-') return text.replace('-', '−');
  return text
    .replace(/(^|[\s([{–—/])"/g, '$1“')
    .replaceAll('"', '”')
    .replace(/(^|[\s([{–—“/])'(?=\S)/g, '$1‘')
    .replaceAll("'", '’')
    .replace(/(\S) - (?=\S)/g, '$1 – ');
}
