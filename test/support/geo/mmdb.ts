import { isIPv4 } from 'node:net';

export type MmdbValue = string | number | { readonly [name: string]: MmdbValue };
/** A whole number that is stored as such; any other number is a double. */
const isCount = (value: number) => Number.isInteger(value) && value >= 0;

/** A file in the MaxMind DB format (maxmind.github.io/MaxMind-DB, 2.0) with these networks, for tests. */
export function mmdbOf(
  networks: Readonly<Record<string, MmdbValue>>,
  more: { ipVersion?: 4 | 6; type?: string; builtAt?: number } = {},
): Buffer {
  const { ipVersion = 6, type = 'Test-City', builtAt = Date.UTC(2026, 9, 1) } = more;
  const tree: (number | null)[][] = [[null, null]];
  const data: Buffer[] = [];
  let dataSize = 0;
  for (const [cidr, value] of Object.entries(networks)) {
    const [address = '', length = ''] = cidr.split('/');
    const bits = bitsOf(address, ipVersion).slice(0, Number(length) + (ipVersion === 6 && isIPv4(address) ? 96 : 0));
    let node = 0;
    for (const bit of bits.slice(0, -1)) {
      const next = tree[node]?.[bit] ?? tree.push([null, null]) - 1;
      (tree[node] as (number | null)[])[bit] = next;
      node = next;
    }
    // Negative: a place in the data, which is known only when the tree is.
    (tree[node] as (number | null)[])[bits.at(-1) ?? 0] = -1 - dataSize;
    const encoded = encode(value);
    data.push(encoded);
    dataSize += encoded.length;
  }
  const records = tree.flat().map((record) => (record === null ? tree.length : record < 0 ? tree.length + 16 + (-1 - record) : record));
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Math.floor(builtAt / 1000),
    database_type: type,
    ip_version: ipVersion,
    node_count: tree.length,
    record_size: 24,
  });
  const treeBytes = Buffer.concat(records.map((record) => Buffer.from([record >> 16, (record >> 8) & 0xff, record & 0xff])));
  return Buffer.concat([treeBytes, Buffer.alloc(16), ...data, Buffer.from('abcdef', 'hex'), Buffer.from('MaxMind.com'), metadata]);
}

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from(bytes.length < 29 ? [(2 << 5) | bytes.length] : [(2 << 5) | 29, bytes.length - 29]), bytes]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(isCount(value) ? 4 : 8);
    if (isCount(value)) bytes.writeUInt32BE(value);
    else bytes.writeDoubleBE(value);
    return Buffer.concat([Buffer.from([isCount(value) ? (6 << 5) | 4 : (3 << 5) | 8]), bytes]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([Buffer.from([(7 << 5) | entries.length]), ...entries.flatMap(([name, member]) => [encode(name), encode(member)])]);
}

function bitsOf(address: string, ipVersion: 4 | 6): number[] {
  const bytes = isIPv4(address)
    ? [...(ipVersion === 6 ? Array.from({ length: 12 }, () => 0) : []), ...address.split('.').map(Number)]
    : wide(address);
  return bytes.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((place) => (byte >> place) & 1));
}

function wide(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const [first, last] = [groups(head), groups(tail ?? '')];
  const middle = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...middle, ...last].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);
}
