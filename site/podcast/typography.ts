/** A text of the script with the quotation marks and apostrophes of print, whose straight ones are for the voices. */
export function typographic(text: string): string {
  let isOpen = false;
  const quoted = text.replace(/"/g, () => {
    isOpen = !isOpen;
    return isOpen ? '“' : '”';
  });
  return quoted.replace(/'/g, '’');
}
