import { BlockList, isIP } from 'node:net';
import type { Network } from '#contract/settings/second-factor';

/** Reading ranges costs more than looking an address up; settings never change once made. */
const listOf = new WeakMap<Network, BlockList>();

/** The names of the networks that an address is in. An address that is none is in no network. */
export function networksOf(address: string | null, networks: readonly Network[]): readonly string[] {
  if (address === null) return [];
  // IPv4 as some sockets tell it (RFC 4291, 2.5.5.2).
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  if (family === 0) return [];
  return networks.filter((network) => rangesOf(network).check(plain, family === 4 ? 'ipv4' : 'ipv6')).map(({ id }) => id);
}

function rangesOf(network: Network): BlockList {
  const known = listOf.get(network);
  if (known !== undefined) return known;
  const list = new BlockList();
  for (const range of network.ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  listOf.set(network, list);
  return list;
}
