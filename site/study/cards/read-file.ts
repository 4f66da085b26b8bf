/** The first bytes of a zip archive, such as an .apkg file. */
const archive = [0x50, 0x4b];

/**
 * The text of a file in UTF-8, or in UTF-16 where its first two bytes say so, as spreadsheets save it.
 * @throws Error saying what the file is instead, and what to do
 */
export async function readTextFile(file: Blob): Promise<string> {
  return decodeText(new Uint8Array(await file.arrayBuffer()));
}

/**
 * The text of a file that the reader imports.
 * @throws Error as `readTextFile`, or saying that the file is empty
 */
export async function readImportedFile(file: Blob): Promise<string> {
  const text = await readTextFile(file);
  if (!text.trim()) throw new Error('The file is empty.');
  return text;
}

export function decodeText(bytes: Uint8Array): string {
  const begins = (...mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
  if (begins(...archive)) {
    throw new Error(
      'Expected a text file, found an archive, as Anki packages (.apkg) and spreadsheets are. In Anki choose Export, “Notes in Plain Text (.txt)”.',
    );
  }
  if (begins(0xff, 0xfe)) return decode(bytes, 'utf-16le');
  if (begins(0xfe, 0xff)) return decode(bytes, 'utf-16be');
  const text = decode(bytes, 'utf-8');
  if (text.includes('\0')) throw new Error('Expected a text file, found one with zero bytes. Save it as UTF-8 text.');
  return text;
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const name = encoding.slice(0, 6).replace('utf-16', 'UTF-16').replace('utf-8', 'UTF-8');
    throw new Error(
      `Expected text in ${name}, found bytes that are none: the file has another encoding or is damaged. Save it as UTF-8.`,
      { cause },
    );
  }
}

/** Whether a text is JSON, whatever the file's name: an object or a list, or a text that begins as an object does. */
export function isJson(text: string): boolean {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed)) return false;
  try {
    JSON.parse(trimmed);
    return true;
  } catch {
    return /^\{\s*"/.test(trimmed);
  }
}
