import { createHash } from 'node:crypto';

/** Something that must not be found, and what it is called in a message. */
export interface Marker {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const textMarker = (name: string, text: string): Marker => ({ name, bytes: Buffer.from(text) });

/** In the middle of a longer text, the first and the last signs of base64 depend on what stands around it: three texts in place of one. */
function within(bytes: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString(encoding)
      .replace(/=+$/, '');
    const sharedAtStart = Math.ceil((before * 8) / 6);
    const isSharedAtEnd = ((before + bytes.length) * 8) % 6 !== 0;
    return text.slice(sharedAtStart, isSharedAtEnd ? -1 : undefined);
  });
}

/** Every way in which bytes may stand in a database that somebody stole, hashes without a key among them. */
export function waysToWrite({ bytes }: Marker): ReadonlyMap<string, Buffer> {
  const plain = Buffer.from(bytes);
  const text = plain.toString();
  const ways = new Map<string, Buffer>([
    ['as it is', plain],
    ['in lower case', Buffer.from(text.toLowerCase())],
    ['in upper case', Buffer.from(text.toUpperCase())],
    ['in UTF-16, little end first', Buffer.from(text, 'utf16le')],
    ['in UTF-16, big end first', Buffer.from(text, 'utf16le').swap16()],
    ['in hexadecimal', Buffer.from(plain.toString('hex'))],
    ['in hexadecimal capitals', Buffer.from(plain.toString('hex').toUpperCase())],
    ['in percent signs', Buffer.from(encodeURIComponent(text))],
    ['in JSON', Buffer.from(JSON.stringify(text).slice(1, -1))],
    ['backwards', Buffer.from(Array.from(text).reverse().join(''))],
  ]);
  for (const encoding of ['base64', 'base64url'] as const)
    for (const [index, each] of within(plain, encoding).entries()) ways.set(`in ${encoding}, ${index}`, Buffer.from(each));
  for (const hash of ['md5', 'sha1', 'sha256', 'sha512'])
    for (const variant of new Set([text, text.toLowerCase(), text.toUpperCase()])) {
      const digest = createHash(hash).update(variant).digest();
      ways.set(`${hash} of ${variant === text ? 'it' : `it as ${variant}`}`, digest);
      for (const encoding of ['hex', 'base64', 'base64url'] as const)
        ways.set(`${hash} of ${variant}, ${encoding}`, Buffer.from(digest.toString(encoding).replace(/=+$/, '')));
    }
  return ways;
}

/** What of the markers stands in the dump, and how. */
export function foundIn(dump: Buffer, markers: readonly Marker[]): string[] {
  return markers.flatMap((marker) =>
    [...waysToWrite(marker)].filter(([, bytes]) => stands(dump, bytes)).map(([way]) => `${marker.name} ${way}`),
  );
}

/** A few digits stand somewhere in every longer number: of times there are thousands. */
function stands(dump: Buffer, bytes: Buffer): boolean {
  if (!/^\d{4,8}$/.test(bytes.toString())) return dump.includes(bytes);
  for (let at = dump.indexOf(bytes); at >= 0; at = dump.indexOf(bytes, at + 1))
    if (!isDigit(dump[at - 1]) && !isDigit(dump[at + bytes.length])) return true;
  return false;
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;
