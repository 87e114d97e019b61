import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../domain/app-error.ts';
import { refuse } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Storage } from '../../domain/ports/storage.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { sessionCookie } from '../paths.ts';
import type { PortalSessions } from '../session.ts';
import { type Cookies, type PendingSignIns, pendingMs } from './pending.ts';
import type { PortalSaml } from './portal-saml.ts';

const cookieBase = { path: '/', secure: true, httpOnly: true } as const;

/** Signing in, as the routes use it. */
export interface SignIn {
  /**
   * Sends the browser to the login host, with the connection that the link names where it names one; afterwards it comes back to
   * `returnPath`, a path that `returnPathOf` made.
   */
  depart(
    request: FastifyRequest,
    reply: FastifyReply,
    tenant: Tenant,
    returnPath: string,
    connection: string | null,
  ): Promise<FastifyReply>;
  /** Takes the login's answer: verified, asked for by this very browser, used once; then the session stands. */
  arrive(tenant: Tenant, samlResponse: string, cookies: Cookies): Promise<Arrived | Refusal>;
  /** Writes what an arrival changed in the browser. */
  settle(reply: FastifyReply, arrived: Arrived): void;
}

interface Arrived {
  readonly ok: true;
  readonly returnPath: string;
  readonly pendingCookie: string;
  readonly token: string;
  readonly maxAgeSeconds: number;
}

export function createSignIn(deps: {
  storage: Storage;
  saml: PortalSaml;
  pending: PendingSignIns;
  sessions: PortalSessions;
  clock: Clock;
}): SignIn {
  return {
    async depart(request, reply, tenant, returnPath, connection) {
      const { url, requestId } = await deps.saml.authnRequest(tenant, connection);
      const cookie = await deps.pending.remember(tenant.id, { requestId, returnPath }, request.cookies);
      for (const name of cookie.drop) reply.clearCookie(name, { ...cookieBase, sameSite: 'none' });
      // SameSite=None: the answer is a cross-site POST. The cookie opens nothing but this sign-in, for ten minutes.
      reply.setCookie(cookie.name, cookie.value, { ...cookieBase, sameSite: 'none', maxAge: pendingMs / 1000 });
      return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(url, 302);
    },

    async arrive(tenant, samlResponse, cookies) {
      const pending = await deps.pending.read(tenant.id, cookies);
      // Nothing asked for: not worth a look at the XML, and the first wall against answers planted in a victim's browser.
      if (pending.length === 0) return refuse('portal_sign_in_unmatched', 'acs: no sign-in under way in this browser');
      const requestIds = pending.map((signIn) => signIn.requestId);
      const admitted = await deps.saml.readResponse(tenant, samlResponse, requestIds);
      if (!admitted.ok) return admitted;
      const signIn = pending.find(({ requestId }) => requestId === admitted.requestId);
      if (signIn === undefined) return refuse('portal_sign_in_unmatched', 'acs: answers a request of another browser');
      const session = await deps.storage.atomically(async (stores) => {
        const first = await stores.once.consume(tenant.id, 'portal-assertion', admitted.assertionId, admitted.assertionExpiresAt);
        if (!first) return 'used';
        return deps.sessions.open(stores, {
          tenant: tenant.id,
          brokerSession: admitted.brokerSession,
          accountId: admitted.accountId,
          claims: { displayName: admitted.displayName, groups: admitted.groups, supportCode: admitted.supportCode },
          notAfter: admitted.sessionNotAfter,
          replaces: cookies[sessionCookie],
        });
      });
      if (session === 'used') return refuse('portal_sign_in_used', 'acs: assertion used before');
      if (session === null) return refuse('portal_sign_in_refused', 'acs: its broker session has ended');
      const maxAgeSeconds = Math.max(1, Math.floor((session.expiresAt - deps.clock.now()) / 1000));
      return { ok: true, returnPath: signIn.returnPath, pendingCookie: signIn.cookie, token: session.token, maxAgeSeconds };
    },

    settle(reply, arrived) {
      reply.clearCookie(arrived.pendingCookie, { ...cookieBase, sameSite: 'none' });
      reply.setCookie(sessionCookie, arrived.token, { ...cookieBase, sameSite: 'lax', maxAge: arrived.maxAgeSeconds });
    },
  };
}

/** Makes the browser forget its portal session. */
export function forgetSession(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, { ...cookieBase, sameSite: 'lax' });
}
