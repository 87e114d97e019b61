import { AppError } from '../domain/app-error.ts';
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { AccountId, EpochMs, SessionId, TenantId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Stores } from '../domain/ports/storage.ts';
import type { BrowserSeal, Place } from '../domain/ports/vault.ts';
import { sessionLimits } from '../domain/session-limits.ts';

/** A browser that is signed in to the portal. */
export interface PortalSession {
  /** The cookie's value: it opens the sealed claims and proves forms. Never leaves the process but to its browser. */
  readonly token: string;
  readonly tokenHash: string;
  readonly brokerSession: SessionId;
  readonly accountId: AccountId;
  readonly displayName: string;
  /** Opens the trace of the sign-in, for whoever the person asks for help. */
  readonly supportCode: string | null;
  /** Proves that a form was made for this session. */
  readonly formToken: string;
}

/** What the login released about the person. */
interface Claims {
  readonly displayName: string;
  readonly groups: readonly string[] | null;
  /** Absent in sessions of the release before. */
  readonly supportCode?: string | null;
}

/** A session is marked as used at most this often. */
const touchEveryMs = 60_000;
const touchesKept = 10_000;

const tokenShape = /^[A-Za-z0-9_-]{43}$/;
const formStep = 'portal';

export interface PortalSessions {
  /** The living session of this cookie, in one statement; null for none, ended, expired, idle or another tenant's. */
  find(tenant: TenantId, cookie: string | undefined): Promise<PortalSession | null>;
  /**
   * Opens a session with a fresh token, in the caller's transaction, in place of the one that the browser had. Null when the
   * broker session has ended meanwhile; then the browser's session stays as it was.
   */
  open(stores: Stores, who: NewSession): Promise<{ readonly token: string; readonly expiresAt: EpochMs } | null>;
  /** Ends it for good, at once. */
  end(session: PortalSession, tenant: TenantId): Promise<void>;
  isFormToken(session: PortalSession, token: string): boolean;
}

interface NewSession {
  readonly tenant: TenantId;
  readonly brokerSession: SessionId;
  readonly accountId: AccountId;
  readonly claims: Claims;
  /** The login may ask for less than a session may last. */
  readonly notAfter: EpochMs | null;
  readonly replaces: string | undefined;
}

export function createPortalSessions(deps: { stores: Stores; seal: BrowserSeal; clock: Clock }): PortalSessions {
  const { seal, clock } = deps;
  const touched = createBoundedMap<EpochMs>(touchesKept);

  const touch = async (tenant: TenantId, brokerSession: SessionId, now: EpochMs) => {
    const key = `${tenant}/${brokerSession}`;
    if (now - (touched.get(key) ?? Number.NEGATIVE_INFINITY) < touchEveryMs) return;
    touched.set(key, now);
    try {
      await deps.stores.sessions.touch(tenant, brokerSession, now);
    } catch (error) {
      // A database that can be read but not written: nobody signs in, but who is signed in goes on until the session is idle.
      if (!(error instanceof AppError) || error.code !== 'database_unavailable') throw error;
    }
  };

  return {
    async find(tenant, cookie) {
      if (cookie === undefined || !tokenShape.test(cookie)) return null;
      const now = clock.now();
      const tokenHash = seal.keyHash(cookie);
      const row = await deps.stores.sessions.findPortal(tenant, tokenHash, now, now - sessionLimits.idleMs);
      if (row === null) return null;
      const claims = seal.open(cookie, placeOf(tenant, tokenHash), row.sealed);
      if (claims === null) return null;
      await touch(tenant, row.brokerSession, now);
      const { displayName, supportCode = null } = JSON.parse(new TextDecoder().decode(claims)) as Claims;
      return {
        token: cookie,
        tokenHash,
        brokerSession: row.brokerSession,
        accountId: row.accountId,
        displayName,
        supportCode,
        formToken: seal.formToken(cookie, formStep),
      };
    },

    async open(stores, who) {
      const now = clock.now();
      const token = seal.newKey();
      const tokenHash = seal.keyHash(token);
      const expiresAt = Math.min(now + sessionLimits.absoluteMs, who.notAfter ?? Number.POSITIVE_INFINITY);
      const stands = await stores.sessions.insertPortal({
        tenant: who.tenant,
        tokenHash,
        brokerSession: who.brokerSession,
        accountId: who.accountId,
        sealed: seal.seal(token, placeOf(who.tenant, tokenHash), new TextEncoder().encode(JSON.stringify(who.claims))),
        createdAt: now,
        expiresAt,
      });
      if (!stands) return null;
      if (who.replaces !== undefined && tokenShape.test(who.replaces))
        await stores.sessions.endPortal(who.tenant, seal.keyHash(who.replaces));
      return { token, expiresAt };
    },

    async end(session, tenant) {
      await deps.stores.sessions.endPortal(tenant, session.tokenHash);
    },

    isFormToken: (session, token) => seal.isFormToken(session.token, formStep, token),
  };
}

function placeOf(tenant: TenantId, tokenHash: string): Place {
  return { tenant, table: 'portal_session', row: tokenHash, column: 'claims' };
}
