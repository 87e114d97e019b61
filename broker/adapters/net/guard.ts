import { isIP } from 'node:net';
import { AppError } from '../../domain/app-error.ts';
import { isGlobalAddress, isLocalAddress } from './addresses.ts';
import { bareHostname, isLocalhostName, type OutboundMode } from './exceptions.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Gives every address of a name; throws when there is none. */
export type Lookup = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/**
 * Which places may be reached. It is asked twice: `refusalOf` before anything happens, `addressesOf` when a connection
 * is made, whose answer is the very list of addresses that is connected to: a name that points elsewhere a moment later
 * (DNS rebinding) changes nothing.
 */
export interface Guard {
  /** Why the address would be refused without looking its name up, or null. */
  refusalOf(url: string): string | null;
  /** Throws `outbound_refused`. */
  addressesOf(origin: string, hostname: string): Promise<readonly ResolvedAddress[]>;
}

export function createGuard(deps: { allow: readonly string[]; mode: OutboundMode; lookup: Lookup }): Guard {
  const exceptions = new Set(deps.allow);

  return {
    refusalOf(text) {
      const url = URL.parse(text);
      if (url === null) return 'outbound.not-an-address';
      if (url.username !== '' || url.password !== '') return 'outbound.credentials-in-address';
      if (exceptions.has(url.origin)) return null;
      if (url.protocol !== 'https:') return 'outbound.not-https';
      if (url.port !== '') return 'outbound.port';
      const hostname = bareHostname(url);
      if (isLocalhostName(hostname)) return 'outbound.address-not-public';
      if (isIP(hostname) !== 0 && !isGlobalAddress(hostname)) return 'outbound.address-not-public';
      return null;
    },

    async addressesOf(origin, hostname) {
      const excepted = exceptions.has(origin);
      const found = await resolve(hostname, excepted);
      if (found.length === 0) throw refused('outbound.no-address');
      // One address that is not public spoils the name: nobody who means well mixes them.
      if (!excepted && !found.every(({ address }) => isGlobalAddress(address))) throw refused('outbound.address-not-public');
      if (excepted && deps.mode === 'production' && found.some(({ address }) => isLocalAddress(address)))
        throw refused('outbound.exception-is-this-machine');
      return found;
    },
  };

  async function resolve(hostname: string, excepted: boolean): Promise<readonly ResolvedAddress[]> {
    const family = isIP(hostname);
    if (family === 4 || family === 6) return [{ address: hostname, family }];
    // Node asks the network for names below .localhost; RFC 6761 says that they are this machine.
    if (isLocalhostName(hostname)) return excepted ? [{ address: '127.0.0.1', family: 4 }] : [];
    return deps.lookup(hostname);
  }
}

export function refused(because: string): AppError {
  return new AppError('outbound_refused', { details: { because } });
}
