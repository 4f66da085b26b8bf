import { expect, it } from 'vitest';
import { crc32c } from '../../../shared/tensors/crc32c.ts';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

it('crc32c of "123456789" is e3069283, the check value of RFC 3720', async () => {
  const bench = await KernelBench.create();
  const at = bench.put(new TextEncoder().encode('123456789'));
  expect(bench.kernels.crc32c(0, at, 9) >>> 0).toBe(0xe3069283);
});

it('crc32c of nothing leaves the checksum as it is', async () => {
  const bench = await KernelBench.create();
  expect(bench.kernels.crc32c(0, 65_536, 0)).toBe(0);
  expect(bench.kernels.crc32c(0x12345678, 65_536, 0)).toBe(0x12345678);
});

it('crc32c equals the plain one at every length up to 40, at addresses that are no multiple of 8, in pieces too', async () => {
  const random = seededRandom(32);
  const bytes = Uint8Array.from(random.integers(48, 0, 255));
  const bench = await KernelBench.create();
  const at = bench.put(bytes);
  for (let start = 0; start < 8; start++) {
    for (let length = 0; length <= 40; length++) {
      const cut = random.integer(0, length);
      const first = bench.kernels.crc32c(0, at + start, cut);
      const whole = bench.kernels.crc32c(first, at + start + cut, length - cut) >>> 0;
      expect(whole).toBe(crc32c(bytes.subarray(start, start + length)));
    }
  }
});
