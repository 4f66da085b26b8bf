/** Copies a text to the clipboard. @returns false where there is no clipboard, or the reader does not allow it */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
