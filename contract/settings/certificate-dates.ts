/** When a certificate counts, in epoch milliseconds. */
export interface CertificateDates {
  readonly from: number;
  readonly until: number;
}

/**
 * The dates of a certificate (RFC 5280, 4.1.2.5), for pages that show when it ends; null where they cannot be read. It
 * proves nothing: whoever uses the key reads the rest.
 */
export function certificateDates(text: string): CertificateDates | null {
  const bytes = bytesOf(text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, ''));
  const tbs = bytes && inside(bytes, inside(bytes, { at: 0, end: bytes.length }, 0x30), 0x30);
  if (!bytes || !tbs) return null;
  // Version (explicit, optional), serial number, algorithm, issuer, validity.
  const fields = childrenOf(bytes, tbs);
  const validity = fields[fields[0]?.tag === 0xa0 ? 4 : 3];
  if (validity?.tag !== 0x30) return null;
  const [from = null, until = null] = childrenOf(bytes, validity).map((field) => timeOf(bytes, field));
  return from === null || until === null ? null : { from, until };
}

interface Span {
  readonly at: number;
  readonly end: number;
}
interface Field extends Span {
  readonly tag: number;
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return base64 === '' ? null : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The contents of the value at the start of a span, if it is of this kind (X.690, 8.1). */
function inside(bytes: Uint8Array, span: Span | null, tag: number): Field | null {
  const field = span && fieldAt(bytes, span.at, span.end);
  return field?.tag === tag ? field : null;
}

function fieldAt(bytes: Uint8Array, at: number, limit: number): Field | null {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (lengthBytes > 3) return null;
  const start = at + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.slice(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return start + length > limit ? null : { tag, at: start, end: start + length };
}

function childrenOf(bytes: Uint8Array, { at, end }: Span): Field[] {
  const fields: Field[] = [];
  for (let next = fieldAt(bytes, at, end); next !== null; next = next.end < end ? fieldAt(bytes, next.end, end) : null) fields.push(next);
  return fields;
}

/** UTCTime has two digits for the year, up to 2049; GeneralizedTime has four. Both end in Z (RFC 5280, 4.1.2.5.1 and .2). */
function timeOf(bytes: Uint8Array, { tag, at, end }: Field): number | null {
  const text = String.fromCharCode(...bytes.slice(at, end));
  const [, year, ...rest] =
    (tag === 0x17 ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/).exec(text) ?? [];
  if (year === undefined) return null;
  const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = rest.map(Number);
  const century = tag !== 0x17 ? 0 : Number(year) < 50 ? 2000 : 1900;
  return Date.UTC(century + Number(year), month - 1, day, hour, minute, second);
}
