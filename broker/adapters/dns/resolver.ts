import { Resolver as NodeResolver } from 'node:dns/promises';
import type { Resolver } from '../../domain/ports/resolver.ts';

const timeoutMs = 3_000;
const tries = 2;
/** The name, or records of this kind, are not there: an answer, not a failure. */
const absent = new Set(['ENODATA', 'ENOTFOUND']);

/** The system's name servers, or those given (`address:port`). */
export function createResolver(servers?: readonly string[]): Resolver {
  const resolver = new NodeResolver({ timeout: timeoutMs, tries });
  if (servers !== undefined) resolver.setServers(servers);
  return {
    async texts(name) {
      try {
        // With a dot at the end it is this name and no other: no search list of the machine is tried.
        return (await resolver.resolveTxt(`${name}.`)).map((pieces) => pieces.join(''));
      } catch (error) {
        const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
        if (typeof code === 'string' && absent.has(code)) return [];
        throw error;
      }
    },
  };
}
