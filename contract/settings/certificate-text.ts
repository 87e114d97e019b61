import { oddityOf } from '#contract/settings/oddities';

/**
 * Why a text is no certificate, as far as that shows without reading it: null for PEM, or the base64 of DER, that holds
 * what a certificate begins with (RFC 5280, section 4.1). Whoever uses the key reads the rest.
 */
export function certificateProblem(text: string): string | null {
  const begins = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label]) => label ?? '');
  const wrong = begins.find((label) => label !== 'CERTIFICATE');
  if (wrong?.endsWith('PRIVATE KEY'))
    return 'is a private key, which should stay where it was made; enter the certificate that belongs to it';
  if (wrong !== undefined) return `is a ${wrong.toLowerCase()} and not a certificate`;
  if (begins.length > 1) return 'holds several certificates; each goes into a field of its own';
  if (/<(\w+:)?(EntityDescriptor|EntitiesDescriptor)\b/.test(text))
    return 'is metadata; import it as such, or copy the certificate out of it';
  if (text.trimStart().startsWith('<')) return oddityOf(text) ?? 'is XML and not a certificate';
  if (/^\s*https?:\/\//.test(text)) return 'is an address; open it, and enter the certificate that it leads to';
  return derProblem(text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, ''));
}

function derProblem(base64: string): string | null {
  const bytes = bytesOf(base64.replace(/\s+/g, ''));
  if (bytes === null) return 'is not a certificate in PEM form, or it was not copied as it stands';
  const outer = sequenceAt(bytes, 0);
  if (outer === null) return 'is not a certificate';
  if (outer.end !== bytes.length) return 'is a certificate that was cut off, or has more behind it';
  // The first thing in a certificate is again a sequence, and a long one; a key begins with a number or a short one.
  const inner = sequenceAt(bytes, outer.start);
  if (inner === null)
    return bytes[outer.start] === 0x02
      ? 'is a private key, which should stay where it was made; enter the certificate that belongs to it'
      : 'is not a certificate';
  return inner.end - inner.start < 80 ? 'is a key without a certificate; enter the certificate that belongs to it' : null;
}

function bytesOf(base64: string): Uint8Array | null {
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Where the contents of a DER sequence start and end (X.690, 8.1); null where none begins here. */
function sequenceAt(bytes: Uint8Array, at: number): { readonly start: number; readonly end: number } | null {
  const first = bytes[at + 1];
  if (bytes[at] !== 0x30 || first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (lengthBytes > 3) return null;
  const start = at + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.slice(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return { start, end: start + length };
}
