/** Gives the reader a text, or other content, as a file to save. */
export function saveFile(name: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // Every browser has begun the download by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A file name with a date: `name-2026-09-01.json`. */
export function datedName(name: string, ending: string, now: Date): string {
  return `${name}-${now.toISOString().slice(0, 10)}.${ending}`;
}
