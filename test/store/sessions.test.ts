import { describe, expect, test } from '@jest/globals';
import type { SessionId, SubjectKey, TenantId } from '../../broker/domain/brands.ts';
import { brand } from '../support/builders/brand.ts';
import { aStoredBrokerSession, aStoredPortalSession } from '../support/builders/stored-session.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner, rounds } from './races.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');
const idOf = (round: number) => brand<SessionId>(`session ${round}`);
const minute = 60_000;

onEachDatabase((at) => {
  describe('broker sessions', () => {
    oneWinner(
      'a new token',
      at,
      (storage, round, writer) =>
        storage.sessions.replaceBrokerToken(tenant, `token of session ${round}`, {
          ...aStoredBrokerSession(),
          tokenHash: `token ${round} of writer ${writer}`,
        }),
      (storage, round) => storage.sessions.insertBroker(aStoredBrokerSession({ id: idOf(round) })),
    );

    test('come back as they were written', async () => {
      const { sessions } = at.one();
      const row = aStoredBrokerSession({ strength: 'strong', methods: 'totp', upstreamSidKey: 'sid', upstreamNameKey: 'name' });
      await sessions.insertBroker(row);
      expect(await at.two().sessions.findBroker(tenant, row.tokenHash, 2_000, 0)).toEqual(row);
      expect(await sessions.findBroker(other, row.tokenHash, 2_000, 0)).toBeNull();
      expect(await sessions.findBroker(tenant, 'another token', 2_000, 0)).toBeNull();
    });

    test('live until they expire, and only while they are used', async () => {
      const { sessions } = at.one();
      const { tokenHash } = aStoredBrokerSession();
      await sessions.insertBroker(aStoredBrokerSession({ lastSeenAt: 5_000, expiresAt: 10_000 }));
      expect(await sessions.findBroker(tenant, tokenHash, 9_999, 4_999)).not.toBeNull();
      expect(await sessions.findBroker(tenant, tokenHash, 10_000, 4_999)).toBeNull();
      expect(await sessions.findBroker(tenant, tokenHash, 9_999, 5_000)).toBeNull();
    });

    test('are listed to their person alone, the one used last in front, while they live', async () => {
      const { sessions } = at.one();
      const of = { tenant, connection: 'okta', subject: brand<SubjectKey>('subject-1') };
      const seen = aStoredBrokerSession({ id: idOf(1), lastSeenAt: 3_000, visit: new Uint8Array([7]) });
      const lately = aStoredBrokerSession({ id: idOf(2), lastSeenAt: 4_000 });
      const others = [{ tenant: other }, { connection: 'entra' }, { subject: brand<SubjectKey>('subject-2') }, { lastSeenAt: 900 }];
      for (const row of [seen, lately, aStoredBrokerSession({ id: idOf(3), lastSeenAt: 5_000, expiresAt: 6_000 })])
        await sessions.insertBroker(row);
      for (const [index, more] of others.entries()) await sessions.insertBroker(aStoredBrokerSession({ id: idOf(10 + index), ...more }));
      expect(await at.two().sessions.listBrokers(of, 6_000, 1_000)).toEqual([lately, seen]);
    });

    test('go on under a new token, and the old one is void', async () => {
      const { sessions } = at.one();
      const row = aStoredBrokerSession();
      await sessions.insertBroker(row);
      const next = {
        tokenHash: 'next',
        sealed: new Uint8Array([9]),
        visit: new Uint8Array([8]),
        strength: 'strong',
        methods: 'totp',
        strengthAt: 3_000,
        lastSeenAt: 3_000,
        accountId: row.accountId,
        upstreamSidKey: 'sid of the next',
        upstreamNameKey: 'name of the next',
      } as const;
      expect(await sessions.replaceBrokerToken(other, row.tokenHash, next)).toBe(false);
      expect(await sessions.replaceBrokerToken(tenant, row.tokenHash, next)).toBe(true);
      expect(await sessions.replaceBrokerToken(tenant, row.tokenHash, next)).toBe(false);
      expect(await sessions.findBroker(tenant, row.tokenHash, 4_000, 0)).toBeNull();
      expect(await sessions.findBroker(tenant, 'next', 4_000, 0)).toEqual({ ...row, ...next });
    });

    test('get no new token after their end', async () => {
      const { sessions } = at.one();
      const row = aStoredBrokerSession({ expiresAt: 5_000 });
      await sessions.insertBroker(row);
      expect(await sessions.replaceBrokerToken(tenant, row.tokenHash, { ...row, tokenHash: 'next', lastSeenAt: 5_000 })).toBe(false);
      await sessions.endBroker(tenant, row.id);
      expect(await sessions.replaceBrokerToken(tenant, row.tokenHash, { ...row, tokenHash: 'next' })).toBe(false);
    });

    test('are marked as used at most once a minute', async () => {
      const { sessions } = at.one();
      const row = aStoredBrokerSession({ lastSeenAt: minute });
      const seenAt = async () => (await sessions.findBroker(tenant, row.tokenHash, 2_000, 0))?.lastSeenAt;
      await sessions.insertBroker(row);
      await sessions.touch(tenant, row.id, 2 * minute - 1);
      expect(await seenAt()).toBe(minute);
      await sessions.touch(other, row.id, 3 * minute);
      expect(await seenAt()).toBe(minute);
      await sessions.touch(tenant, row.id, 2 * minute);
      expect(await seenAt()).toBe(2 * minute);
      await sessions.touch(tenant, row.id, minute);
      expect(await seenAt()).toBe(2 * minute);
    });

    test('end by the person of a connection, all of them or those whose provider did not name its session', async () => {
      const { sessions } = at.one();
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(1), upstreamSidKey: 'sid' }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(2) }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(3), connection: 'entra' }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(4), subject: brand('subject-2') }));
      const ada = brand<SubjectKey>('subject-1');
      expect(await sessions.endBySubject(other, 'okta', ada, 'all')).toBe(0);
      expect(await sessions.endBySubject(tenant, 'okta', ada, 'unnamed')).toBe(1);
      expect(await sessions.endBySubject(tenant, 'okta', ada, 'all')).toBe(1);
      for (const round of [3, 4]) expect(await sessions.findBroker(tenant, `token of session ${round}`, 2_000, 0)).not.toBeNull();
    });

    test('are found by the name that the provider knows them by, and by its sessions where it names some', async () => {
      const { sessions } = at.one();
      const ada = { upstreamNameKey: 'ada' };
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(1), upstreamSidKey: 'one', ...ada }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(2), upstreamSidKey: 'two', ...ada }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(3), ...ada }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(4), upstreamSidKey: 'one', upstreamNameKey: 'bo' }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(5), connection: 'entra', upstreamSidKey: 'one', ...ada }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(6), upstreamSidKey: 'one' }));
      expect(await sessions.findByUpstreamName(tenant, 'okta', 'ada', [])).toEqual([1, 2, 3].map(idOf));
      expect(await sessions.findByUpstreamName(tenant, 'okta', 'ada', ['one', 'none'])).toEqual([1, 3].map(idOf));
      expect(await sessions.findByUpstreamName(other, 'okta', 'ada', [])).toEqual([]);
      expect(await sessions.findByUpstreamName(tenant, 'okta', 'eve', [])).toEqual([]);
    });

    test('end together, each within its tenant', async () => {
      const { sessions } = at.one();
      for (const round of [1, 2, 3]) await sessions.insertBroker(aStoredBrokerSession({ id: idOf(round) }));
      expect([await sessions.endBrokers(tenant, []), await sessions.endBrokers(other, [idOf(1)])]).toEqual([0, 0]);
      expect(await sessions.endBrokers(tenant, [idOf(1), idOf(3), idOf(9)])).toBe(2);
      expect(await sessions.findBroker(tenant, 'token of session 2', 2_000, 0)).not.toBeNull();
    });

    test("end by name, by the provider's session, by person and with their connection, each within its tenant", async () => {
      const { sessions } = at.one();
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(1), upstreamSidKey: 'sid' }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(2), upstreamSidKey: 'sid', connection: 'entra' }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(3), accountId: brand('qm:2') }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(4), accountId: brand('qm:3') }));
      await sessions.insertBroker(aStoredBrokerSession({ id: idOf(5), accountId: brand('qm:4') }));
      expect([await sessions.endBroker(other, idOf(1)), await sessions.endBrokerByUpstreamSid(other, 'okta', 'sid')]).toEqual([0, 0]);
      expect([await sessions.endByAccount(other, brand('qm:2')), await sessions.endOtherConnections(other, [])]).toEqual([0, 0]);
      expect(await sessions.endBrokerByUpstreamSid(tenant, 'okta', 'sid')).toBe(1);
      expect(await sessions.findBroker(tenant, 'token of session 2', 2_000, 0)).not.toBeNull();
      expect(await sessions.endByAccount(tenant, brand('qm:2'))).toBe(1);
      expect([await sessions.endBroker(tenant, idOf(4)), await sessions.endBroker(tenant, idOf(4))]).toEqual([1, 0]);
      expect([await sessions.endByStrength(tenant, []), await sessions.endByStrength(other, ['none', 'any', 'strong'])]).toEqual([0, 0]);
      expect(await sessions.endOtherConnections(tenant, ['okta', 'entra'])).toBe(0);
      expect(await sessions.endOtherConnections(tenant, ['entra'])).toBe(1);
      expect(await sessions.findBroker(tenant, 'token of session 2', 2_000, 0)).not.toBeNull();
    });
  });

  describe('portal sessions', () => {
    test('come back as they were written, while their broker session lives', async () => {
      const { sessions } = at.one();
      const row = aStoredPortalSession();
      await sessions.insertBroker(aStoredBrokerSession());
      await sessions.insertPortal(row);
      expect(await at.two().sessions.findPortal(tenant, row.tokenHash, 2_000, 0)).toEqual(row);
      expect(await sessions.findPortal(other, row.tokenHash, 2_000, 0)).toBeNull();
    });

    test.each([
      ['its own end', {}, { expiresAt: 5_000 }, 5_000, 0],
      ["its broker session's end", { expiresAt: 5_000 }, {}, 5_000, 0],
      ['its broker session lying idle', { lastSeenAt: 3_000 }, {}, 5_000, 3_000],
    ])('one is dead after %s', async (_what, broker, portal, now, idleSince) => {
      const { sessions } = at.one();
      await sessions.insertBroker(aStoredBrokerSession(broker));
      await sessions.insertPortal(aStoredPortalSession(portal));
      expect(await sessions.findPortal(tenant, 'portal token', now - 1, idleSince - 1)).not.toBeNull();
      expect(await sessions.findPortal(tenant, 'portal token', now, idleSince)).toBeNull();
    });

    test('die with their broker session at once, however it ends', async () => {
      const { sessions } = at.one();
      const ends = [
        () => sessions.endBroker(tenant, brand('session-1')),
        () => sessions.endBrokerByUpstreamSid(tenant, 'okta', 'sid'),
        () => sessions.endByAccount(tenant, brand('qm:account-1')),
        () => sessions.endOtherConnections(tenant, ['entra']),
        () => sessions.endOtherConnections(tenant, []),
        () => sessions.endByStrength(tenant, ['none', 'any', 'strong', 'phishing-resistant']),
        () => sessions.sweep(100_001),
      ];
      for (const end of ends) {
        await sessions.insertBroker(aStoredBrokerSession({ upstreamSidKey: 'sid' }));
        expect(await sessions.insertPortal(aStoredPortalSession({ tokenHash: 'zero', expiresAt: 200_000 }))).toBe(true);
        await sessions.insertPortal(aStoredPortalSession({ tokenHash: 'one', expiresAt: 200_000 }));
        await sessions.insertPortal(aStoredPortalSession({ tokenHash: 'two', expiresAt: 200_000 }));
        expect(await end()).toBe(1);
        for (const token of ['zero', 'one', 'two']) expect(await sessions.endPortal(tenant, token)).toBeNull();
      }
    });

    test('are not opened for another account than that of their broker session', async () => {
      const { sessions } = at.one();
      await sessions.insertBroker(aStoredBrokerSession());
      expect(await sessions.insertPortal(aStoredPortalSession({ accountId: brand('qm:somebody-else') }))).toBe(false);
      expect(await sessions.insertPortal(aStoredPortalSession())).toBe(true);
    });

    test('that are opened at the very moment when their broker session ends are opened and die, or are not opened', async () => {
      let opened = 0;
      for (let round = 1; round <= rounds; round++) {
        await at.one().sessions.insertBroker(aStoredBrokerSession({ id: idOf(round) }));
        const portal = aStoredPortalSession({ brokerSession: idOf(round), tokenHash: `portal ${round}` });
        const race = [() => at.one().sessions.insertPortal(portal), () => at.two().sessions.endBroker(tenant, idOf(round))];
        const order = round % 2 === 0 ? race : race.toReversed();
        const outcomes = await Promise.all(order.map((start) => start()));
        expect(outcomes).toContain(1);
        if (outcomes.includes(true)) opened += 1;
        expect(await at.one().sessions.endPortal(tenant, portal.tokenHash)).toBeNull();
      }
      // Else the session would always have been gone before, and nothing raced.
      expect(opened).toBeGreaterThan(0);
    });

    test('are opened and ended by many transactions at once without one of them failing', async () => {
      const ids = Array.from({ length: 10 }, (_, index) => idOf(index));
      for (const id of ids) await at.one().sessions.insertBroker(aStoredBrokerSession({ id, accountId: brand('qm:one') }));
      const work = ids.flatMap((id, index) => {
        const storage = index % 2 ? at.one() : at.two();
        return [
          storage.atomically(async (stores) => {
            await stores.once.consume(tenant, 'assertion', id, 10_000);
            return stores.sessions.insertPortal(aStoredPortalSession({ brokerSession: id, tokenHash: `portal of ${id}` }));
          }),
          storage.sessions.touch(tenant, id, 100_000),
          storage.sessions.sweep(5_000),
          index % 3 === 0
            ? storage.sessions.endByAccount(tenant, brand('qm:one'))
            : storage.sessions.endOtherConnections(tenant, ['entra']),
        ];
      });
      await Promise.all(work);
      for (const id of ids) expect(await at.one().sessions.endPortal(tenant, `portal of ${id}`)).toBeNull();
    });

    test("cannot be opened on a broker session that has ended, or is another tenant's", async () => {
      const { sessions } = at.one();
      await sessions.insertBroker(aStoredBrokerSession({ tenant: other }));
      expect(await sessions.insertPortal(aStoredPortalSession())).toBe(false);
      expect(await sessions.findPortal(tenant, 'portal token', 2_000, 0)).toBeNull();
    });

    test('end alone, and tell on which broker session they hung', async () => {
      const { sessions } = at.one();
      await sessions.insertBroker(aStoredBrokerSession());
      await sessions.insertPortal(aStoredPortalSession());
      expect(await sessions.endPortal(other, 'portal token')).toBeNull();
      expect(await sessions.endPortal(tenant, 'portal token')).toBe('session-1');
      expect(await sessions.endPortal(tenant, 'portal token')).toBeNull();
      expect(await sessions.findBroker(tenant, 'token of session-1', 2_000, 0)).not.toBeNull();
    });

    test('are swept when they have expired', async () => {
      const { sessions } = at.one();
      await sessions.insertBroker(aStoredBrokerSession());
      await sessions.insertPortal(aStoredPortalSession({ expiresAt: 5_000 }));
      expect([await sessions.sweep(5_000), await sessions.sweep(5_001), await sessions.sweep(100_001)]).toEqual([0, 1, 1]);
    });
  });
});
