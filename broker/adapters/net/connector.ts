import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { createBoundedMap } from '../seal/bounded-map.ts';
import type { Guard } from './guard.ts';

/** TLS sessions to resume are kept per origin, for this many of them. */
const maxOrigins = 1_000;

/** Makes connections to the addresses that the guard found, and to no others. The name is still what TLS verifies. */
export function createGuardedConnector(guard: Guard, connectTimeoutMs: number): buildConnector.connector {
  const connectors = createBoundedMap<buildConnector.connector>(maxOrigins);

  function connectorOf(origin: string): buildConnector.connector {
    const known = connectors.get(origin);
    if (known !== undefined) return known;
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    const tls = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
    const made = buildConnector({ ...tls, timeout: connectTimeoutMs, allowH2: false, lookup: lookupOf(guard, origin) });
    connectors.set(origin, made);
    return made;
  }

  return (options, callback) => {
    const origin = originOf(options);
    const connect = () => connectorOf(origin)(options, callback);
    // Node looks up names only; a literal address has to be asked about here.
    if (isIP(options.hostname) === 0) connect();
    else guard.addressesOf(origin, options.hostname).then(connect, (error: Error) => callback(error, null));
  };
}

function originOf({ protocol, hostname, port }: buildConnector.Options): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return new URL(port === '' ? `${protocol}//${host}` : `${protocol}//${host}:${port}`).origin;
}

function lookupOf(guard: Guard, origin: string): LookupFunction {
  return (hostname, options, callback) => {
    guard.addressesOf(origin, hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}
