/** A request that the reader wrote. */
export interface TryRequest {
  readonly method: string;
  readonly path: string;
  /** JSON text; empty for GET. */
  readonly body: string;
}

/** The answer to that request, whatever its status. */
export interface TryAnswer {
  readonly status: number;
  /** Time from sending to the last byte. */
  readonly milliseconds: number;
  readonly bytes: number;
  readonly text: string;
  /** The API's error message, where it refused the request. */
  readonly refusal: string | undefined;
}

/** The most characters of an answer that are shown. */
const shown = 4000;

/**
 * Sends the request to this site's own API.
 * @throws Error in words for the reader: the body is not JSON, or there is no connection
 */
export async function tryRequest({ method, path, body }: TryRequest, signal: AbortSignal): Promise<TryAnswer> {
  expectJson(body);
  const start = performance.now();
  try {
    const headers = { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(path, { method, headers, body: body || null, signal });
    const bytes = await response.arrayBuffer();
    const text = new TextDecoder().decode(bytes);
    const milliseconds = performance.now() - start;
    const refusal = response.ok ? undefined : refusalIn(text);
    return { status: response.status, milliseconds, bytes: bytes.byteLength, text, refusal };
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new Error('The API could not be reached. Check the connection and send it again.', { cause });
  }
}

function expectJson(body: string): void {
  if (body === '') return;
  try {
    JSON.parse(body);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The body is not JSON, so it was not sent. ${reason}`, { cause });
  }
}

function refusalIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } };
    return error?.message ?? text;
  } catch {
    return text;
  }
}

/** The beginning of a long answer, with a note on the rest. */
export function shortened(text: string): string {
  if (text.length <= shown) return text;
  return `${text.slice(0, shown)}\n… ${(text.length - shown).toLocaleString('en-US')} more characters; "Copy" takes all.`;
}

/** `512 bytes`, `1.5 kB`. */
export function sizeInWords(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`;
}
