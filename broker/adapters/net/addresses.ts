import { BlockList, isIP } from 'node:net';

/** IPv4 ranges that are not the public internet (IANA IPv4 Special-Purpose Address Registry, RFC 6890). */
const specialV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local; cloud metadata services
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
];

/**
 * IPv6 is the other way round: of all of it only 2000::/3 is global unicast, so loopback, ULA, link-local, multicast,
 * mapped addresses and NAT64 (64:ff9b::/96, which leads to any IPv4 address) need no line. These parts of it are not.
 */
const globalV6 = '2000::/3';
const specialV6 = [
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: leads to any IPv4 address
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
];

/** Addresses of the machine itself and of its nearest neighbours. A BlockList looks through IPv4 mapped into IPv6. */
const localRanges = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '::/128', '::1/128', 'fe80::/10'];

const special = blockListOf([...specialV4, ...specialV6]);
const global = blockListOf([globalV6]);
const local = blockListOf(localRanges);

/** Is this a public unicast address? False for text that is no address, or one with a zone. */
export function isGlobalAddress(address: string): boolean {
  const family = familyOf(address);
  if (family === null || special.check(address, family)) return false;
  return family === 'ipv4' || global.check(address, family);
}

/** Loopback, link-local or "this host", in either family; true also for text that is no address. */
export function isLocalAddress(address: string): boolean {
  const family = familyOf(address);
  return family === null || local.check(address, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  if (address.includes('%')) return null;
  const family = isIP(address);
  return family === 4 ? 'ipv4' : family === 6 ? 'ipv6' : null;
}

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix = ''] = range.split('/');
    list.addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
