/**
 * The network by which requests are counted: an IPv4 address, or the first 64 bits of an IPv6 address, because one
 * household or one server usually has all addresses below those bits. A string that is no address is returned
 * unchanged; a missing address gives `unknown`.
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
 * The network whose share of the queue is limited. Undefined, so without a limit, for a request without an address and
 * for requests from this machine itself, whose programs all have the same address.
 */
export function sharingNetwork(address: string | undefined): string | undefined {
  const network = clientNetwork(address);
  return network === 'unknown' || network.startsWith('127.') || network === ownMachine ? undefined : network;
}

/** The network of `::1`. */
const ownMachine = clientNetwork('::1');
