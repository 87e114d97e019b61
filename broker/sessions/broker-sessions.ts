/**
 * Browsers signed in at the login host. The cookie's token opens the row: the database keeps its hash, and the identity
 * sealed under the token itself, so that a copy of the database names nobody.
 */
import { isMethodKind } from '#contract/settings/methods';
import type { Assurance } from '../domain/assurance.ts';
import type { SessionId, TenantId } from '../domain/brands.ts';
import type { Identity } from '../domain/identity.ts';
import { openSealed } from '../domain/open-sealed.ts';
import type { BrokerSessions, ListedSession } from '../domain/ports/broker-sessions.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SessionStore, StoredBrokerSession } from '../domain/ports/stores/session-store.ts';
import type { BrowserSeal, Vault } from '../domain/ports/vault.ts';
import { sessionLimits } from '../domain/session-limits.ts';
import { upstreamNameKeyOf, upstreamSidKeyOf } from '../domain/subject-key.ts';
import { marksOf } from '../domain/upstream-marks.ts';

const place = (tenant: TenantId, id: SessionId) => ({ tenant, table: 'broker_session', row: id, column: 'sealed' });
const visitPlace = (tenant: TenantId, id: SessionId) => ({ tenant, table: 'broker_session', row: id, column: 'visit' });

type KeptVisit = NonNullable<ListedSession['visit']>;
const keptOf = ({ address, agent }: KeptVisit): KeptVisit => ({ address, agent });

export function createBrokerSessions(deps: {
  sessions: SessionStore;
  seal: BrowserSeal;
  vault: Vault;
  clock: Clock;
  random: Random;
}): BrokerSessions {
  return {
    async find(tenant, token) {
      const now = deps.clock.now();
      const row = await deps.sessions.findBroker(tenant, deps.seal.keyHash(token), now, now - sessionLimits.idleMs);
      if (row === null) return null;
      const plain = deps.seal.open(token, place(tenant, row.id), row.sealed);
      if (plain === null) return null;
      return {
        id: row.id,
        connection: row.connection,
        subject: row.subject,
        accountId: row.accountId,
        assurance: assuranceOf(row),
        identity: JSON.parse(new TextDecoder().decode(plain)) as Identity,
        expiresAt: row.expiresAt,
      };
    },

    async prepare({ tenant, identity, subject, accountId, assurance, visit, current }) {
      const now = deps.clock.now();
      const token = deps.seal.newKey();
      const known = current?.session.accountId ?? null;
      const samePerson =
        current !== null &&
        (known === null || accountId === null || known === accountId) &&
        current.session.connection === identity.connection &&
        current.session.subject === subject;
      const id = samePerson ? current.session.id : (deps.random.token(16) as SessionId);
      const expiresAt = samePerson ? current.session.expiresAt : now + sessionLimits.absoluteMs;
      const { sid, nameId } = identity.upstreamSession;
      const fresh = {
        // A sign-in anew at the provider may be another session there.
        upstreamSidKey: sid === null ? null : await upstreamSidKeyOf(deps.vault, tenant, identity.connection, sid),
        upstreamNameKey: nameId === null ? null : await upstreamNameKeyOf(deps.vault, tenant, identity.connection, nameId.value),
        tokenHash: deps.seal.keyHash(token),
        sealed: deps.seal.seal(token, place(tenant, id), new TextEncoder().encode(JSON.stringify(identity))),
        visit: await deps.vault.seal(visitPlace(tenant, id), new TextEncoder().encode(JSON.stringify(keptOf(visit)))),
        strength: assurance.strength,
        methods: assurance.methods.join(','),
        strengthAt: assurance.at,
        lastSeenAt: now,
        accountId: accountId ?? (samePerson ? known : null),
      };
      return {
        id,
        token,
        expiresAt,
        marks: marksOf({ ...fresh, subject }),
        async write(stores) {
          if (samePerson) return stores.sessions.replaceBrokerToken(tenant, deps.seal.keyHash(current.token), fresh);
          if (current !== null) await stores.sessions.endBroker(tenant, current.session.id);
          await stores.sessions.insertBroker({
            ...fresh,
            tenant,
            id,
            connection: identity.connection,
            subject,
            createdAt: now,
            expiresAt,
          });
          return true;
        },
      };
    },

    async list(of) {
      const now = deps.clock.now();
      const rows = await deps.sessions.listBrokers(of, now, now - sessionLimits.idleMs);
      return Promise.all(
        rows.map(async ({ tenant, id, visit, createdAt, lastSeenAt }) => {
          const plain = visit && (await openSealed(deps.vault, visitPlace(tenant, id), visit));
          return { id, visit: plain && (JSON.parse(new TextDecoder().decode(plain)) as KeptVisit), createdAt, lastSeenAt };
        }),
      );
    },

    nameAccount: (tenant, id, accountId) => deps.sessions.nameAccount(tenant, id, accountId),

    end: (tenant, id) => deps.sessions.endBroker(tenant, id),
  };
}

function assuranceOf(row: StoredBrokerSession): Assurance {
  return { strength: row.strength, methods: row.methods.split(',').filter(isMethodKind), at: row.strengthAt };
}
