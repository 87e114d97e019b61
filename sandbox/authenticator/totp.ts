/**
 * Time-based one-time passwords, written from RFC 6238 and RFC 4226 with nothing but `node:crypto`: it judges the broker's
 * own implementation, so it shares no code and no library with it.
 */
import { createHmac } from 'node:crypto';

export interface TotpEntry {
  readonly label: string;
  readonly secret: Uint8Array;
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  readonly digits: number;
  readonly periodSeconds: number;
}

/** RFC 4226, section 5.3, over the time step of RFC 6238, section 4.2. `at` in epoch milliseconds. */
export function codeAt(entry: TotpEntry, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 1000 / entry.periodSeconds)));
  const digest = createHmac(entry.algorithm, entry.secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** entry.digits).padStart(entry.digits, '0');
}

/** Whole seconds until the code changes. */
export function secondsLeft(entry: TotpEntry, at: number): number {
  return entry.periodSeconds - (Math.floor(at / 1000) % entry.periodSeconds);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, section 6, as people type it: blanks, hyphens, small letters and missing padding are fine. Null for anything else. */
export function fromBase32(text: string): Uint8Array | null {
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replace(/=+$/, '');
  if (letters === '' || !/^[A-Z2-7]+$/.test(letters)) return null;
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of letters) {
    value = ((value << 5) | alphabet.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** A pasted secret, or an `otpauth://totp/` address as the QR code holds it; null when it is neither. */
export function readEntry(pasted: string): TotpEntry | null {
  const trimmed = pasted.trim();
  return /^otpauth:/i.test(trimmed) ? readUri(trimmed) : entryOf('Secret without a name', trimmed, new URLSearchParams());
}

function readUri(text: string): TotpEntry | null {
  const uri = URL.parse(text);
  if (uri === null || uri.host.toLowerCase() !== 'totp') return null;
  const label = decoded(uri.pathname.slice(1));
  if (label === null) return null;
  return entryOf(label.replace(/\s*:\s*/, ': ') || 'Without a name', uri.searchParams.get('secret') ?? '', uri.searchParams);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function entryOf(label: string, secretText: string, parameters: URLSearchParams): TotpEntry | null {
  const secret = fromBase32(secretText);
  const algorithm = (parameters.get('algorithm') ?? 'SHA1').toLowerCase();
  const digits = Number(parameters.get('digits') ?? 6);
  const periodSeconds = Number(parameters.get('period') ?? 30);
  if (secret === null || secret.length === 0) return null;
  if (algorithm !== 'sha1' && algorithm !== 'sha256' && algorithm !== 'sha512') return null;
  if (!Number.isInteger(digits) || digits < 6 || digits > 8 || !Number.isInteger(periodSeconds) || periodSeconds < 1) return null;
  return { label, secret, algorithm, digits, periodSeconds };
}
