/** x^32 + x^28 + ... + 1, Castagnoli's polynomial, bit-reversed. */
const polynomial = 0x82f63b78;

/** table[256 k + byte]: the checksum of `byte` followed by k zero bytes. */
const table = slicingTable(8);

/**
 * CRC32C (RFC 3720, appendix B.4) of bytes that may arrive in pieces: pass the last result on.
 * `crc32c(b, crc32c(a)) === crc32c(ab)`; "123456789" gives 0xe3069283. Eight bytes a step ("slicing by 8").
 */
export function crc32c(bytes: Uint8Array, previous = 0): number {
  let crc = ~previous;
  let k = 0;
  for (; k + 8 <= bytes.length; k += 8) {
    crc ^= bytes[k] | (bytes[k + 1] << 8) | (bytes[k + 2] << 16) | (bytes[k + 3] << 24);
    crc =
      table[1792 + (crc & 255)] ^
      table[1536 + ((crc >>> 8) & 255)] ^
      table[1280 + ((crc >>> 16) & 255)] ^
      table[1024 + (crc >>> 24)] ^
      table[768 + bytes[k + 4]] ^
      table[512 + bytes[k + 5]] ^
      table[256 + bytes[k + 6]] ^
      table[bytes[k + 7]];
  }
  for (; k < bytes.length; k++) crc = table[(crc ^ bytes[k]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Eight lower-case hexadecimal digits, as the shard index has them. */
export function crc32cHex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

function slicingTable(slices: number): Int32Array {
  const entries = new Int32Array(slices * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    entries[byte] = crc;
  }
  for (let k = 256; k < entries.length; k++) entries[k] = entries[entries[k - 256] & 255] ^ (entries[k - 256] >>> 8);
  return entries;
}
