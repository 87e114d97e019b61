import type { LogoutWay } from '../domain/logout.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { LogoutStore } from '../domain/ports/stores/logout-store.ts';
import type { BrowserSeal } from '../domain/ports/vault.ts';
import type { Tenant } from '../domain/tenant.ts';

/** What the browser keeps of a sign-out on its way: its name, which comes back with answers, and the key that opens it. */
export interface LogoutUnderWay {
  readonly handle: string;
  readonly key: string;
}

/** Sign-outs on their way, between their sealed rows and the domain's type. */
export interface Logouts {
  /** Null for none, another browser's, one that has moved on, and one that took too long. */
  open(tenant: Tenant, underWay: LogoutUnderWay | null): Promise<LogoutWay | null>;
  /** Keeps it under this name, for the browser alone that is given the key. */
  keep(tenant: Tenant, handle: string, way: LogoutWay): Promise<LogoutUnderWay>;
  /** It has moved on. False when it had done so already. */
  leave(tenant: Tenant, underWay: LogoutUnderWay): Promise<boolean>;
}

/** As long as a login may take: somebody may have to confirm something on the way. */
const lifetimeMs = 10 * 60_000;

export function createLogouts(deps: { logouts: LogoutStore; seal: BrowserSeal; clock: Clock }): Logouts {
  const { logouts, seal, clock } = deps;
  const place = (tenant: Tenant, handle: string) => ({ tenant: tenant.id, table: 'logout', row: handle, column: 'sealed' });
  return {
    async open(tenant, underWay) {
      if (underWay === null) return null;
      const { handle, key } = underWay;
      const row = await logouts.find(tenant.id, handle, seal.keyHash(key), clock.now());
      const plain = row && seal.open(key, place(tenant, handle), row.sealed);
      return plain && (JSON.parse(new TextDecoder().decode(plain)) as LogoutWay);
    },
    async keep(tenant, handle, way) {
      const key = seal.newKey();
      const sealed = seal.seal(key, place(tenant, handle), new TextEncoder().encode(JSON.stringify(way)));
      await logouts.insert({ tenant: tenant.id, handle, keyHash: seal.keyHash(key), sealed, expiresAt: clock.now() + lifetimeMs });
      return { handle, key };
    },
    leave: (tenant, { handle }) => logouts.remove(tenant.id, handle),
  };
}
