/**
 * A text of the script with typographic quotation marks and apostrophes. The script has straight ones, because the
 * voices read those.
 */
export function typographic(text: string): string {
  let isOpen = false;
  const quoted = text.replace(/"/g, () => {
    isOpen = !isOpen;
    return isOpen ? '“' : '”';
  });
  return quoted.replace(/'/g, '’');
}
