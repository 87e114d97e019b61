import { describe, expect, test } from '@jest/globals';
import type { SessionId, TenantId } from '../../broker/domain/brands.ts';
import { brand } from '../support/builders/brand.ts';
import { aStoredEntry, aStoredLogout } from '../support/builders/stored-entry.ts';
import { aStoredBrokerSession } from '../support/builders/stored-session.ts';
import { onEachDatabase } from './databases.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');
const one = brand<SessionId>('session-1');
const two = brand<SessionId>('session-2');

onEachDatabase((at) => {
  describe('applications that a session entered', () => {
    test('are remembered once each, as they were told last, while the session lives', async () => {
      const { sessions, entries } = at.one();
      expect(await entries.put(aStoredEntry())).toBe(false);
      await sessions.insertBroker(aStoredBrokerSession());
      expect(await entries.put(aStoredEntry())).toBe(true);
      const latest = aStoredEntry({ nameKey: 'another', sealed: new Uint8Array([9]) });
      expect(await entries.put(latest)).toBe(true);
      const crm = aStoredEntry({ application: 'crm' });
      await entries.put(crm);
      expect(await at.two().entries.ofSessions(tenant, [one])).toEqual([crm, latest]);
      expect([await entries.ofSessions(other, [one]), await entries.ofSessions(tenant, [])]).toEqual([[], []]);
      await sessions.endBroker(tenant, one);
      expect(await entries.ofSessions(tenant, [one])).toEqual([]);
      expect(await entries.put(crm)).toBe(false);
    });

    test('find its sessions by the name that they know, and by indexes of theirs', async () => {
      const { sessions, entries } = at.one();
      for (const id of [one, two]) {
        await sessions.insertBroker(aStoredBrokerSession({ id }));
        await entries.put(aStoredEntry({ brokerSession: id }));
      }
      const index = 'index at wiki of session-2';
      expect(await entries.sessionsOf(tenant, 'wiki', 'ada', [])).toEqual([one, two]);
      expect(await entries.sessionsOf(tenant, 'wiki', 'ada', [index, 'nothing'])).toEqual([two]);
      expect(await entries.sessionsOf(tenant, 'wiki', 'bo', [index])).toEqual([]);
      expect(await entries.sessionsOf(tenant, 'crm', 'ada', [index])).toEqual([]);
      expect(await entries.sessionsOf(other, 'wiki', 'ada', [])).toEqual([]);
    });
  });

  describe('sign-outs under way', () => {
    test('open by their handle and key, until they expire or are taken', async () => {
      const { logouts } = at.one();
      const row = aStoredLogout();
      await logouts.insert(row);
      expect(await at.two().logouts.find(tenant, 'handle-1', 'hash', 9_999)).toEqual(row);
      expect(await logouts.find(tenant, 'handle-1', 'hash', 10_000)).toBeNull();
      expect(await logouts.find(tenant, 'handle-1', 'another', 1)).toBeNull();
      expect(await logouts.find(other, 'handle-1', 'hash', 1)).toBeNull();
      expect(await logouts.remove(other, 'handle-1')).toBe(false);
      expect([await logouts.remove(tenant, 'handle-1'), await logouts.remove(tenant, 'handle-1')]).toEqual([true, false]);
    });

    test('what a provider ended is known by each of its marks, until nobody is under way who began before', async () => {
      const { logouts } = at.one();
      const end = { tenant, connection: 'okta', marks: ['named ada ', 'sid 1', 'sid 1'], at: 1_000, expiresAt: 5_000 };
      await logouts.noteEnd(end);
      await logouts.noteEnd({ ...end, marks: [] });
      expect(await at.two().logouts.lastEnd(tenant, 'okta', ['subject x', 'sid 1'], 4_999)).toBe(1_000);
      expect(await logouts.lastEnd(tenant, 'okta', ['sid 1'], 5_000)).toBeNull();
      expect(await logouts.lastEnd(tenant, 'okta', ['subject x', 'sid 2', 'named bo ', 'named ada 1'], 2_000)).toBeNull();
      expect(await logouts.lastEnd(tenant, 'entra', ['sid 1'], 2_000)).toBeNull();
      expect(await logouts.lastEnd(other, 'okta', ['sid 1'], 2_000)).toBeNull();
      await logouts.noteEnd({ ...end, marks: ['sid 1'], at: 3_000, expiresAt: 9_000 });
      expect(await logouts.lastEnd(tenant, 'okta', ['named ada ', 'sid 1'], 4_000)).toBe(3_000);
      expect(await logouts.sweep(10_000)).toBe(2);
    });

    test('are swept when they have expired', async () => {
      const { logouts } = at.one();
      await logouts.insert(aStoredLogout());
      expect([await logouts.sweep(10_000), await logouts.sweep(10_001)]).toEqual([0, 1]);
    });
  });
});
