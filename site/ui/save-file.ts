/** Hands a text, or anything else, to the reader as a file to keep. */
export function saveFile(name: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The download has begun by then in every browser.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** `name-2026-09-01.json` */
export function datedName(name: string, ending: string, now: Date): string {
  return `${name}-${now.toISOString().slice(0, 10)}.${ending}`;
}
