// CRC32C (Castagnoli, reflected polynomial 0x82f63b78), eight bytes a step by eight tables ("slicing by 8").

const POLYNOMIAL: u32 = 0x82f63b78;
const tables = memory.data(8 * 256 * 4, 16);

function fillTables(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
    store<u32>(tables + byte * 4, crc);
  }
  for (let byte: u32 = 0; byte < 256; byte++) {
    let crc = load<u32>(tables + byte * 4);
    for (let table: u32 = 1; table < 8; table++) {
      crc = (crc >> 8) ^ load<u32>(tables + (crc & 255) * 4);
      store<u32>(tables + table * 1024 + byte * 4, crc);
    }
  }
}

function lookUp(table: usize, byte: u32): u32 {
  return load<u32>(tables + table * 1024 + (byte & 255) * 4);
}

/** Continues `crc` (0 at the start) over `bytes` bytes. The check value of "123456789" is e3069283. */
export function crc32c(crc: u32, data: usize, bytes: usize): u32 {
  if (!load<u32>(tables + 4)) fillTables();
  crc = ~crc;
  const end = data + bytes;
  for (; data + 8 <= end; data += 8) {
    const low = load<u32>(data) ^ crc;
    const high = load<u32>(data, 4);
    crc = lookUp(7, low) ^ lookUp(6, low >> 8) ^ lookUp(5, low >> 16) ^ lookUp(4, low >> 24);
    crc ^= lookUp(3, high) ^ lookUp(2, high >> 8) ^ lookUp(1, high >> 16) ^ lookUp(0, high >> 24);
  }
  for (; data < end; data++) crc = (crc >> 8) ^ lookUp(0, crc ^ load<u8>(data));
  return ~crc;
}
