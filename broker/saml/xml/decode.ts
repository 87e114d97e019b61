import { Buffer, isUtf8 } from 'node:buffer';
import { must } from '../refusal.ts';

/**
 * Bytes of a base64 form value or query value. Line breaks are allowed (some providers wrap at 76 columns, RFC 2045);
 * otherwise the text must be exactly what encoding its bytes gives: alphabet, padding, no stray bits.
 */
export function decodeBase64(encoded: string, maxBytes: number, what: string): Buffer {
  must(encoded !== '', 'saml_message_missing', what);
  // Four characters carry three bytes; the rest is room for line breaks. Judged before any work is done.
  must(encoded.length <= Math.ceil(maxBytes / 3) * 4 * 1.1 + 4, 'saml_message_too_large', what);
  const text = encoded.includes('\n') || encoded.includes('\r') ? encoded.replaceAll(/[\r\n]+/g, '') : encoded;
  const bytes = Buffer.from(text, 'base64');
  must(bytes.length <= maxBytes, 'saml_message_too_large', what);
  must(bytes.toString('base64') === text, 'saml_message_not_base64', what);
  return bytes;
}

/** Base64 inside a signature: any XML white space is allowed, nothing else. Null when it is not base64. */
export function decodeSignatureBase64(text: string): Buffer | null {
  const compact = text.replaceAll(/[ \t\r\n]+/g, '');
  const bytes = Buffer.from(compact, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === compact ? bytes : null;
}

/** Text of strict UTF-8 bytes: no replacement characters, no other encoding guessed (UTF-16 is not valid UTF-8 here). */
export function decodeUtf8(bytes: Buffer, what: string): string {
  must(isUtf8(bytes), 'saml_message_not_utf8', what);
  return bytes.toString('utf8');
}
