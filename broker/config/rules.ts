import { isIP } from 'node:net';
import { isLocalAddress } from '../adapters/net/addresses.ts';
import { isLocalhostName } from '../adapters/net/exceptions.ts';

/** Rules of the configuration that a schema cannot say. Each gives what is wrong and what to do, or null. */

/** Comma or space separated entries, empty ones left out. */
export function listOf(value: string | undefined): readonly string[] {
  return (value ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
}

/** `https://host:port` as the URL standard writes it, or null when the text is no origin of http or https. */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return plain && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : null;
}

/** Does this host name mean the machine itself or its own link? (RFC 6761, 6.3) */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isLocalhostName(host) || (isIP(host) !== 0 && isLocalAddress(host));
}

export function baseUrlFault(baseUrl: string, mode: 'production' | 'development'): string | null {
  const url = new URL(baseUrl);
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return 'must be a name, not an IP address: the hosts of tenants stand below it.';
  if (url.protocol === 'https:') return null;
  if (mode === 'production') return 'must start with https:// in production.';
  // Browsers keep the broker's cookies on http only for localhost.
  return isLoopbackHost(url.hostname) ? null : 'must start with https://, except on localhost.';
}

/** An IP address, or a network in CIDR form (RFC 4632). */
export function proxyFault(entry: string): string | null {
  const [address = '', prefix, ...rest] = entry.split('/');
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  const fits = version !== 0 && rest.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest));
  return fits ? null : `"${entry}" is neither an IP address nor a network. Write 10.0.0.7 or 10.0.0.0/8.`;
}

/** The known name that an unknown one was probably meant to be. */
export function nearestName(unknown: string, known: readonly string[]): string | null {
  const bare = unknown.replace(/^GATEHOUSE_/, '');
  const [best] = known
    .map((name) => ({ name, distance: Math.min(editDistance(unknown, name), editDistance(bare, name)) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= 3 ? best.name : null;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
