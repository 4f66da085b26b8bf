import { floatsOfHalves } from './float16';

/**
 * Eight float16 scales a group -> float32.
 * @param stride bytes from one group's float32 scales to the next: 32, or more where tiles take turns
 */
export function expandScales(halves: usize, floats: usize, groups: usize, stride: usize): void {
  for (const end = halves + groups * 16; halves < end; halves += 16) {
    v128.store(floats, floatsOfHalves(v128.load_ext<u16>(halves)));
    v128.store(floats, floatsOfHalves(v128.load_ext<u16>(halves, 8)), 16);
    floats += stride;
  }
}
