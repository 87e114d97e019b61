import { describe, expect, test } from '@jest/globals';
import type { TenantId } from '../../broker/domain/brands.ts';
import { brand } from '../support/builders/brand.ts';
import { aPart, aRevision } from '../support/builders/stored-settings.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');

onEachDatabase((at) => {
  describe('parts of settings', () => {
    test('come back with the names they are asked by, in that order', async () => {
      const { settings } = at.one();
      const [policy, portal] = [aPart('policy'), aPart('portal', '{"title":"Hilfe für alle 🙂"}')];
      await settings.putPart(tenant, policy, 1);
      await settings.putPart(tenant, portal, 1);
      const refs = [portal, policy, aPart('jira')].map(({ name, hash }) => ({ name, hash }));
      expect(await at.two().settings.parts(tenant, refs)).toEqual([portal, policy]);
      expect(await settings.parts(tenant, [])).toEqual([]);
      expect(await settings.parts(other, refs)).toEqual([]);
    });

    test('are missing until they were put, for each tenant alone', async () => {
      const { settings } = at.one();
      const [policy, portal] = [aPart('policy'), aPart('portal')];
      await settings.putPart(tenant, policy, 1);
      expect(await settings.missing(tenant, [portal.hash, policy.hash])).toEqual([portal.hash]);
      expect(await settings.missing(other, [policy.hash])).toEqual([policy.hash]);
      expect(await settings.missing(tenant, [])).toEqual([]);
    });

    test('can be put again, by two at once as well', async () => {
      const policy = aPart('policy');
      await Promise.all([at.one(), at.two(), at.one()].map((storage) => storage.settings.putPart(tenant, policy, 1)));
      expect(await at.one().settings.parts(tenant, [policy])).toEqual([policy]);
    });

    test('of the largest size are kept', async () => {
      const { settings } = at.one();
      const portal = aPart('portal', JSON.stringify({ text: 'x'.repeat(200 * 1024 - 11) }));
      await settings.putPart(tenant, portal, 1);
      expect(await settings.parts(tenant, [portal])).toEqual([portal]);
    });

    test('are swept when they are old and nothing live uses them', async () => {
      const { settings } = at.one();
      const [used, unused, fresh] = [aPart('policy'), aPart('portal'), aPart('jira')];
      for (const [part, putAt] of [
        [used, 1],
        [unused, 1],
        [fresh, 50],
      ] as const)
        await settings.putPart(tenant, part, putAt);
      await settings.putPart(other, unused, 1);
      await settings.activate(tenant, aRevision(1, { parts: [{ name: used.name, hash: used.hash }] }));
      expect([await settings.sweepParts(tenant, 50), await settings.sweepParts(tenant, 50)]).toEqual([1, 0]);
      expect(await settings.missing(tenant, [used.hash, unused.hash, fresh.hash])).toEqual([unused.hash]);
      expect(await settings.missing(other, [unused.hash])).toEqual([]);
      expect(await settings.sweepParts(other, 50)).toBe(1);
    });

    test('put again are young again', async () => {
      const { settings } = at.one();
      const policy = aPart('policy');
      await settings.putPart(tenant, policy, 1);
      await settings.putPart(tenant, policy, 50);
      expect(await settings.sweepParts(tenant, 50)).toBe(0);
    });
  });

  describe('activation', () => {
    oneWinner('the next revision', at, async (storage, round, writer) => {
      const outcome = await storage.settings.activate(tenant, aRevision(round, { manifestHash: `of writer ${writer}` }));
      if (outcome.kind !== 'activated') expect(outcome.kind).toBe('conflict');
      return outcome.kind === 'activated';
    });

    test('makes a revision live, whole', async () => {
      const { settings } = at.one();
      const next = aRevision(1, { parts: [aPart('policy'), aPart('portal')].map(({ name, hash }) => ({ name, hash })) });
      expect(await settings.active(tenant)).toBeNull();
      expect(await settings.activate(tenant, next)).toEqual({ kind: 'activated' });
      expect(await at.two().settings.active(tenant)).toEqual(next);
      expect(await settings.active(other)).toBeNull();
    });

    test('of the same again changes nothing', async () => {
      const { settings } = at.one();
      await settings.activate(tenant, aRevision(1));
      expect(await settings.activate(tenant, aRevision(1, { activatedAt: 9 }))).toEqual({ kind: 'unchanged' });
      expect(await settings.active(tenant)).toEqual(aRevision(1));
    });

    test('of other contents under the live number is a conflict', async () => {
      const { settings } = at.one();
      await settings.activate(tenant, aRevision(1));
      expect(await settings.activate(tenant, aRevision(1, { manifestHash: 'another' }))).toEqual({ kind: 'conflict', live: aRevision(1) });
      expect(await settings.active(tenant)).toEqual(aRevision(1));
    });

    test('never goes down, and the epoch counts first', async () => {
      const { settings } = at.one();
      const live = aRevision(2, { epoch: 2 });
      expect(await settings.activate(tenant, live)).toEqual({ kind: 'activated' });
      for (const [epoch, revision] of [
        [2, 1],
        [1, 2],
        [1, 99],
      ] as const)
        expect(await settings.activate(tenant, aRevision(revision, { epoch }))).toEqual({ kind: 'stale', live });
      expect(await settings.activate(tenant, aRevision(1, { epoch: 3 }))).toEqual({ kind: 'activated' });
      expect(await settings.activate(tenant, aRevision(10, { epoch: 3 }))).toEqual({ kind: 'activated' });
      expect((await settings.activate(tenant, aRevision(9, { epoch: 3 }))).kind).toBe('stale');
    });

    test('of many revisions at once ends at the highest', async () => {
      const revisions = [5, 3, 9, 1, 7, 2, 8, 4, 6];
      await Promise.all(
        revisions.map((revision, index) => (index % 2 ? at.one() : at.two()).settings.activate(tenant, aRevision(revision))),
      );
      expect((await at.one().settings.active(tenant))?.revision).toBe(9);
    });
  });
});
