import type { EpochMs, TenantId } from '../../domain/brands.ts';
import { openSealed } from '../../domain/open-sealed.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { Place, Vault } from '../../domain/ports/vault.ts';
import { signInCookiePrefix } from '../paths.ts';

/** A sign-in that this browser has under way, as its cookie remembers it. */
interface PendingSignIn {
  readonly cookie: string;
  readonly requestId: string;
  readonly returnPath: string;
}

export const pendingMs = 10 * 60_000;
/** Sign-ins under way that one browser may hold; an older one gives way. */
const maxPending = 5;
/** Cookies of ours that are looked at: a browser stuffed with others costs no more than this. */
const maxRead = 8;

const cookieName = /^__Host-sp-[A-Za-z0-9_-]{12}$/;
const cookieValue = /^([0-9a-z]{8,9})\.([A-Za-z0-9_-]{40,3600})$/;

/**
 * The `__Host-sp-<id>` cookies. What is in them is sealed under the tenant's key and bound to the cookie's name and time,
 * so a browser can neither read, change, move nor prolong it, and one of another tenant opens nothing.
 */
export interface PendingSignIns {
  /** The cookie to set for a request, and those of the browser that have to go for it. */
  remember(
    tenant: TenantId,
    signIn: { readonly requestId: string; readonly returnPath: string },
    cookies: Cookies,
  ): Promise<{ readonly name: string; readonly value: string; readonly drop: readonly string[] }>;
  /** Those that are genuine and not older than ten minutes. */
  read(tenant: TenantId, cookies: Cookies): Promise<readonly PendingSignIn[]>;
}

export type Cookies = Readonly<Record<string, string | undefined>>;

export function createPendingSignIns(deps: { vault: Vault; clock: Clock; random: Random }): PendingSignIns {
  return {
    async remember(tenant, signIn, cookies) {
      const name = `${signInCookiePrefix}${deps.random.token(9)}`;
      const at = deps.clock.now().toString(36);
      const plain = new TextEncoder().encode(JSON.stringify([signIn.requestId, signIn.returnPath]));
      const sealed = await deps.vault.seal(placeOf(tenant, name, at), plain);
      const others = ours(cookies).sort((a, b) => b.at - a.at);
      return {
        name,
        value: `${at}.${Buffer.from(sealed).toString('base64url')}`,
        drop: others.slice(maxPending - 1).map((cookie) => cookie.name),
      };
    },

    async read(tenant, cookies) {
      const now = deps.clock.now();
      const fresh = ours(cookies)
        .filter(({ at }) => at <= now && now - at < pendingMs)
        .slice(0, maxRead);
      const opened = await Promise.all(
        fresh.map(async ({ name, time, sealed }) => {
          const plain = await openSealed(deps.vault, placeOf(tenant, name, time), Buffer.from(sealed, 'base64url'));
          return plain === null ? [] : [pendingOf(name, plain)];
        }),
      );
      return opened.flat();
    },
  };
}

function ours(cookies: Cookies): { name: string; time: string; at: EpochMs; sealed: string }[] {
  return Object.entries(cookies).flatMap(([name, value]) => {
    const match = cookieName.test(name) ? cookieValue.exec(value ?? '') : null;
    const [, time, sealed] = match ?? [];
    return time === undefined || sealed === undefined ? [] : [{ name, time, at: Number.parseInt(time, 36), sealed }];
  });
}

function pendingOf(cookie: string, plain: Uint8Array): PendingSignIn {
  const [requestId, returnPath] = JSON.parse(new TextDecoder().decode(plain)) as [string, string];
  return { cookie, requestId, returnPath };
}

function placeOf(tenant: TenantId, name: string, time: string): Place {
  return { tenant, table: 'cookie', row: name, column: `sign-in ${time}` };
}
