import { paths } from './paths.ts';

const longest = 1_500;
/** Going back there would sign in or out once more, or post nothing. */
const notAGoal = /^\/(?:saml|assets)\/|^\/servicedesk\/customer\/user\/log(?:in|out)(?:$|[/?#])/i;

/**
 * Where to go after signing in: a path of this very origin, or the help centre. Refused are other origins, `//` and `\`
 * (which browsers read as `/`), control characters, and what becomes one of them when the address is resolved (`/.//`).
 */
export function returnPathOf(wanted: string | null | undefined, origin: string): string {
  if (typeof wanted !== 'string' || wanted.length > longest || !wanted.startsWith('/')) return paths.home;
  if (/[\p{Cc} \\]/u.test(wanted)) return paths.home;
  const url = URL.parse(wanted, origin);
  if (url === null || url.origin !== new URL(origin).origin || url.username !== '' || url.password !== '') return paths.home;
  if (url.pathname.startsWith('//') || notAGoal.test(url.pathname)) return paths.home;
  return url.pathname === '/' ? paths.home : `${url.pathname}${url.search}`;
}

/** The native portal's `destination` of a sign-in link: `portals`, `portal/6`, below `/servicedesk/customer/`. */
export function destinationPathOf(destination: unknown, origin: string): string {
  if (typeof destination !== 'string' || destination === '') return paths.home;
  return returnPathOf(destination.startsWith('/') ? destination : `/servicedesk/customer/${destination}`, origin);
}
