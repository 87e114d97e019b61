/** DER (X.690), as much as a certificate needs. */

const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
  boolean: 0x01,
};

/** One value: tag, length, content. */
export function tagged(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
}

export function sequence(...items: readonly Uint8Array[]): Buffer {
  return tagged(tags.sequence, ...items);
}

export function set(...items: readonly Uint8Array[]): Buffer {
  return tagged(tags.set, ...items);
}

/** A whole number of zero or more, big-endian. */
export function integer(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const shortest = bytes.subarray(start);
  const needsSign = (shortest[0] ?? 0) >= 0x80;
  return tagged(tags.integer, needsSign ? Buffer.concat([Buffer.from([0]), shortest]) : shortest);
}

export function truth(value: boolean): Buffer {
  return tagged(tags.boolean, Buffer.from([value ? 0xff : 0]));
}

export function utf8(text: string): Buffer {
  return tagged(tags.utf8, Buffer.from(text, 'utf8'));
}

export function octets(bytes: Uint8Array): Buffer {
  return tagged(tags.octetString, bytes);
}

/** `unusedBits` at the end of the last byte carry nothing. */
export function bits(bytes: Uint8Array, unusedBits = 0): Buffer {
  return tagged(tags.bitString, Buffer.from([unusedBits]), bytes);
}

export function nothingAtAll(): Buffer {
  return tagged(tags.null);
}

/** An object identifier from its dotted form. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(tags.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A date of a certificate (RFC 5280, 4.1.2.5): two-digit years until 2049, four-digit ones from 2050. */
export function time(epochMs: number): Buffer {
  const digits = `${new Date(epochMs).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  const isShort = Number(digits.slice(0, 4)) < 2050;
  return tagged(isShort ? tags.utcTime : tags.generalizedTime, Buffer.from(isShort ? digits.slice(2) : digits, 'ascii'));
}

function base128(part: number): number[] {
  const digits = [part & 0x7f];
  for (let rest = Math.floor(part / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest & 0xff);
  return [0x80 | digits.length, ...digits];
}
