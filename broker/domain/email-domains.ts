import { domainToASCII, domainToUnicode } from 'node:url';
import type { Connection } from '#contract/settings/connection';

/** An address in the one form in which it is compared: domain in lower-case ASCII, local part as it was written. */
export interface EmailAddress {
  readonly address: string;
  readonly domain: string;
}

/** A dot-atom of RFC 5322 (3.2.3). Quoted local parts, comments and anything beyond ASCII are left out on purpose. */
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

const domainName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * Reads an address that decides about an account, so whatever could mean two things is refused (null): other than one
 * `@`, quotes, control or non-ASCII characters in the local part, domains that are numbers, have a trailing dot or would
 * be rewritten by the conversion to ASCII.
 */
export function parseEmail(text: string): EmailAddress | null {
  const [local, domainText, ...more] = text.split('@');
  if (local === undefined || domainText === undefined || more.length > 0) return null;
  if (local.length > 64 || !localPart.test(local)) return null;
  const domain = asciiDomain(domainText);
  if (domain === null || local.length + 1 + domain.length > 254) return null;
  return { address: `${local}@${domain}`, domain };
}

/** A domain as lower-case ASCII (UTS 46 punycode), or null where it is none or could be read in two ways. */
export function asciiDomain(text: string): string | null {
  const written = text.toLowerCase();
  // domainToASCII reads "b.example/x" and "%62.example" as b.example, so it is given letters, digits, hyphens and dots only.
  if (!/^[\p{L}\p{M}\p{N}.-]{1,253}$/u.test(written)) return null;
  const ascii = domainToASCII(written);
  if (!domainName.test(ascii) || /^[0-9]+$/.test(ascii.slice(ascii.lastIndexOf('.') + 1))) return null;
  // Full-width letters, ignorable characters and the like are mapped away in silence: then it is not what was written.
  const unicode = domainToUnicode(ascii);
  if (written !== ascii && written.normalize('NFC') !== unicode) return null;
  // A label that only looks like punycode.
  if (/(?:^|\.)xn--/.test(unicode) || domainToASCII(unicode) !== ascii) return null;
  return ascii;
}

/** The connection whose list claims this domain or a domain above it, or null. Connections that are off claim as well. */
export function claimantOf(domain: string, connections: readonly Connection[]): Connection | null {
  const claims = (listed: string) => domain === listed || domain.endsWith(`.${listed}`);
  return connections.find(({ domains }) => domains.mode === 'list' && domains.list.some(claims)) ?? null;
}
