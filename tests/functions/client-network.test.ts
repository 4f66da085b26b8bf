import { describe, expect, it } from 'vitest';
import { clientNetwork, sharingNetwork } from '../../functions/client-network.ts';

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
  ])('%s is counted as %s', (address, network) => {
    expect(clientNetwork(address)).toBe(network);
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
