import { isIP } from 'node:net';
import type { Problem } from '#contract/settings/problems';
import { isLocalAddress } from './addresses.ts';

export type OutboundMode = 'production' | 'development';

/** Is the name the machine itself, by RFC 6761 section 6.3? */
export function isLocalhostName(hostname: string): boolean {
  return /(^|\.)localhost\.?$/.test(hostname);
}

/** The host of an URL without the brackets of an IPv6 address. */
export function bareHostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/**
 * What is wrong with the operator's exceptions. Each is one exact origin, as a browser would write it; in production
 * none may be http, nor this machine. Paths of the problems are `/{index}`.
 */
export function outboundExceptionsProblems(allow: readonly string[], mode: OutboundMode): readonly Problem[] {
  return allow.flatMap((entry, index) => {
    const message = problemOf(entry, mode);
    return message === null ? [] : [{ path: `/${index}`, message }];
  });
}

function problemOf(entry: string, mode: OutboundMode): string | null {
  if (!URL.canParse(entry)) return 'is not an origin; write it like https://jira.example.com or https://jira.example.com:8443';
  const url = new URL(entry);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is neither https nor http';
  if (url.hostname.includes('*')) return 'has a wildcard; name each origin';
  if (url.origin !== entry) return `is not an exact origin; write ${url.origin}`;
  if (mode === 'development') return null;
  if (url.protocol === 'http:') return 'is http, which production does not allow';
  const hostname = bareHostname(url);
  if (isLocalhostName(hostname) || (isIP(hostname) !== 0 && isLocalAddress(hostname)))
    return 'is this machine or its own network link, which production does not allow';
  return null;
}
