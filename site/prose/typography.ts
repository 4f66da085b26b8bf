/**
 * Plain text with the signs of print: “quotes”, ’ for an apostrophe, a dash between words. Where a minus stands between two
 * marked words, such as *king* - *man*, the run of text is the sign alone, and a minus it becomes.
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
