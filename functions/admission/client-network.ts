/**
 * The network that requests are counted by: an IPv4 address, or the first 64 bits of an IPv6 address, which is what one household or
 * one server has to itself and can change within. Whatever is no address counts as it stands.
 */
export function clientNetwork(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:([\d.]+)$/i.exec(address);
  if (mapped !== null) return mapped[1];
  const [start = '', end] = address.toLowerCase().split('::');
  const groups = start === '' ? [] : start.split(':');
  const missing = end === undefined ? 0 : Math.max(0, 8 - groups.length - end.split(':').filter(Boolean).length);
  const network = [...groups, ...Array(missing).fill('0'), ...(end ?? '').split(':')].slice(0, 4);
  return `${network.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

/**
 * The network that is held to a share of the queue; undefined where there is none to share with: without an address, and
 * on one's own machine, whose programs all have the same one.
 */
export function sharingNetwork(address: string | undefined): string | undefined {
  const network = clientNetwork(address);
  return network === 'unknown' || network.startsWith('127.') || network === ownMachine ? undefined : network;
}

/** The network of `::1`. */
const ownMachine = clientNetwork('::1');
