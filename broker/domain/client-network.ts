import { isIP } from 'node:net';

/** Where the last 32 bits are an IPv4 address: mapped (RFC 4291, 2.5.5.2), and behind the well-known NAT64 (RFC 6052, 2.1). */
const embeddings = new Set(['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0']);

/**
 * What limits count by: an IPv4 address, or the /64 network of an IPv6 address, since a single customer of any provider
 * has 2^64 addresses to choose from. An IPv4 address written as IPv6 is itself.
 */
export function networkOf(address: string): string {
  return beginningOf(address, 4);
}

/**
 * The same of a site: an IPv4 address, or the /48 that providers give to a whole customer (RFC 6177). For what is shared out
 * among many, where a /64 of which somebody has 65,536 would have all shares.
 */
export function siteNetworkOf(address: string): string {
  return beginningOf(address, 3);
}

function beginningOf(address: string, kept: 3 | 4): string {
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address);
  if (embeddings.has(groups.slice(0, 6).join(':'))) return groups.slice(6).flatMap(bytesOf).join('.');
  return `${groups.slice(0, kept).join(':')}::/${kept * 16}`;
}

/** The eight groups of an IPv6 address, in lower-case hexadecimal without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const [bare] = address.split('%');
  // The URL Standard (4.5.4) has one spelling for each address, also for those that end like IPv4.
  const [head = '', tail = ''] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== '')) as [string[], string[]];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
}

function bytesOf(group: string): readonly number[] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
