/** From when until when a certificate is valid, epoch ms. */
export interface CertificateValidity {
  readonly notBefore: number;
  readonly notAfter: number;
}

/**
 * When a certificate is valid (RFC 5280, 4.1.2.5), for pages, which have no cryptography: null for what is none. Nothing is
 * verified here. `text` is PEM, or the base64 of DER.
 */
export function certificateValidity(text: string): CertificateValidity | null {
  const bytes = bytesOf(text.replaceAll(/-----(BEGIN|END) CERTIFICATE-----|\s+/g, ''));
  const certificate = bytes && elementAt(bytes, 0, bytes.length);
  const body = bytes && certificate && elementAt(bytes, certificate.start, certificate.end);
  if (bytes === null || body?.tag !== sequence) return null;
  // version (tagged, optional), serial number, signature algorithm, issuer, validity
  const fields: Element[] = [];
  for (let at = body.start; at < body.end && fields.length < 6; ) {
    const field = elementAt(bytes, at, body.end);
    if (field === null) return null;
    if (field.tag !== version) fields.push(field);
    at = field.end;
  }
  const validity = fields[3];
  if (validity?.tag !== sequence) return null;
  const from = elementAt(bytes, validity.start, validity.end);
  const until = from && elementAt(bytes, from.end, validity.end);
  const [notBefore, notAfter] = [from && instantOf(bytes, from), until && instantOf(bytes, until)];
  return notBefore === null || notAfter === null ? null : { notBefore, notAfter };
}

const sequence = 0x30;
const version = 0xa0;
const utcTime = 0x17;
const generalizedTime = 0x18;

interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

function bytesOf(base64: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The DER element at a place (X.690, 8.1); null where it does not fit before `limit`. */
function elementAt(bytes: Uint8Array, at: number, limit: number): Element | null {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (lengthBytes > 3) return null;
  const start = at + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.slice(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return start + length <= limit ? { tag, start, end: start + length } : null;
}

/** UTCTime until 2049, GeneralizedTime from 2050 on, both in Greenwich time with seconds (RFC 5280, 4.1.2.5.1 and 2). */
function instantOf(bytes: Uint8Array, { tag, start, end }: Element): number | null {
  const text = String.fromCharCode(...bytes.slice(start, end));
  const pattern = tag === utcTime ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
  const found = tag === utcTime || tag === generalizedTime ? pattern.exec(text) : null;
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
  const century = tag === utcTime ? (year < 50 ? 2000 : 1900) : 0;
  return Date.UTC(century + year, month - 1, day, hour, minute, second);
}
