/** Offers a text to the reader as a file. */
export function saveFile(name: string, mediaType: string, text: string): void {
  saveBytes(name, mediaType, text);
}

/** Offers anything to the reader as a file. */
export function saveBytes(name: string, mediaType: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
