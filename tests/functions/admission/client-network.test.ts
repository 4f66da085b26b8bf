import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientNetwork, sharingNetwork } from '../../../functions/admission/client-network.ts';

describe('clientNetwork', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8::2:3:4:5:6', '2001:db8:0:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    [undefined, 'unknown'],
    ['1:2:3:4:5:6:7:8:9::', '1:2:3:4::/64'],
  ])('%s is counted as %s', (address, network) => {
    expect(clientNetwork(address)).toBe(network);
  });

  it('gives a name to any string, as the header may be forged where no edge sets it', () => {
    const groups = fc.array(fc.constantFrom('', '0', '1', 'ffff', '::', 'x', '1.2.3.4', '%eth0'), { maxLength: 20 });
    const address = fc.oneof(
      fc.string(),
      groups.map((parts) => parts.join(':')),
      fc.ipV6(),
      fc.ipV4(),
    );
    fc.assert(fc.property(address, (text) => typeof clientNetwork(text) === 'string'));
  });
});

it.each([undefined, '127.0.0.1', '127.1.2.3', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])(
  'holds %s to no share of the queue: it is nobody, or this machine itself',
  (address) => {
    expect(sharingNetwork(address)).toBeUndefined();
  },
);

it.each(['192.0.2.1', '2001:db8:0:7::1', '::ffff:192.0.2.1', '0:0:0:1::1'])(
  'holds %s to the share of its network',
  (address) => {
    expect(sharingNetwork(address)).toBe(clientNetwork(address));
  },
);
