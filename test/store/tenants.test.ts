import { describe, expect, test } from '@jest/globals';
import type { TenantId } from '../../broker/domain/brands.ts';
import { brand } from '../support/builders/brand.ts';
import { aRevision } from '../support/builders/stored-settings.ts';
import { aNewTenant } from '../support/builders/tenant.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const acme = aNewTenant('acme').id;
const home = { appId: 'app', environmentId: 'prod', cloudId: 'cloud' };

onEachDatabase((at) => {
  describe('tenants', () => {
    oneWinner('a slug', at, (storage, round, writer) =>
      storage.tenants.insert(
        aNewTenant(`slug-${round}`, {
          id: brand<TenantId>(`${round}-${writer}`),
          portalOrigin: `https://p-${round}-${writer}.example`,
          loginOrigin: `https://l-${round}-${writer}.example`,
        }),
      ),
    );

    oneWinner('a host', at, (storage, round, writer) =>
      storage.tenants.insert(aNewTenant(`slug-${round}-${writer}`, { portalOrigin: `https://same-${round}.example` })),
    );

    oneWinner('a Forge home', at, (storage, round, writer) =>
      storage.tenants.insert(aNewTenant(`slug-${round}-${writer}`, { home: { ...home, cloudId: `cloud ${round}` } })),
    );

    test('are found by id, slug, home and in the list', async () => {
      const { tenants } = at.one();
      expect(
        await tenants.insert(aNewTenant('acme', { managedBy: 'forge', cloudId: 'cloud', home, installationId: 'first', createdAt: 5 })),
      ).toBe(true);
      expect(await tenants.insert(aNewTenant('borealis', { createdAt: 4 }))).toBe(true);
      const tenant = {
        id: acme,
        slug: 'acme',
        managedBy: 'forge',
        status: 'active',
        portalOrigin: 'https://acme.example',
        loginOrigin: 'https://acme-login.example',
        cloudId: 'cloud',
        epoch: 1,
        createdAt: 5,
      };
      expect(await tenants.find(acme)).toEqual(tenant);
      expect(await at.two().tenants.findBySlug('acme')).toEqual(tenant);
      expect(await tenants.findByHome(home)).toEqual({ tenant, installationId: 'first' });
      expect((await tenants.list()).map(({ slug }) => slug)).toEqual(['borealis', 'acme']);
    });

    test('that are not there are not found', async () => {
      const { tenants } = at.one();
      await tenants.insert(aNewTenant('acme', { home }));
      expect([await tenants.find(brand('x')), await tenants.findBySlug('ACME'), await tenants.siteOfHost('x.example')]).toEqual([
        null,
        null,
        null,
      ]);
      for (const wrong of [{ appId: 'x' }, { environmentId: 'x' }, { cloudId: 'x' }])
        expect(await tenants.findByHome({ ...home, ...wrong })).toBeNull();
    });

    test('that lose a name leave nothing behind', async () => {
      const { tenants } = at.one();
      await tenants.insert(aNewTenant('acme'));
      const late = aNewTenant('late', { loginOrigin: 'https://acme-login.example' });
      expect(await tenants.insert(late)).toBe(false);
      expect(await tenants.find(late.id)).toBeNull();
      expect(await tenants.siteOfHost('late.example')).toBeNull();
      expect(await tenants.insert(aNewTenant('late'))).toBe(true);
    });

    test('that lose a name inside a transaction leave the transaction whole', async () => {
      const storage = at.one();
      await storage.tenants.insert(aNewTenant('acme'));
      await storage.atomically(async (stores) => {
        expect(await stores.tenants.insert(aNewTenant('late', { portalOrigin: 'https://acme.example' }))).toBe(false);
        expect(await stores.tenants.insert(aNewTenant('other'))).toBe(true);
      });
      expect((await storage.tenants.list()).map(({ slug }) => slug)).toEqual(['acme', 'other']);
    });

    test('cannot have one host for both faces', async () => {
      const both = 'https://both.example';
      expect(await at.one().tenants.insert(aNewTenant('acme', { portalOrigin: both, loginOrigin: both }))).toBe(false);
    });
  });

  describe('the site behind a host', () => {
    test('tells tenant, face, origin and the live revision', async () => {
      const { tenants, settings } = at.one();
      await tenants.insert(aNewTenant('acme', { portalOrigin: 'http://acme.localhost:8080' }));
      const tenant = await tenants.find(acme);
      expect(await tenants.siteOfHost('acme.localhost:8080')).toEqual({
        tenant,
        kind: 'portal',
        origin: 'http://acme.localhost:8080',
        revision: null,
        overlay: 0,
        capturesUntil: 0,
        hasPeople: false,
      });
      expect(await tenants.siteOfHost('acme.localhost')).toBeNull();
      await settings.activate(acme, aRevision(7));
      expect(await tenants.siteOfHost('acme-login.example')).toEqual({
        tenant,
        kind: 'login',
        origin: 'https://acme-login.example',
        revision: 7,
        overlay: 0,
        capturesUntil: 0,
        hasPeople: false,
      });
    });
  });

  describe('renaming', () => {
    oneWinner(
      'a name',
      at,
      (storage, round, writer) =>
        storage.tenants.rename(aNewTenant(`tenant-${writer}`).id, `name-${round}`, `https://name-${round}.example`),
      async (storage, round) => {
        if (round > 1) return;
        for (const writer of [1, 2]) await storage.tenants.insert(aNewTenant(`tenant-${writer}`));
      },
    );

    test('adds a portal host, and the older one still leads to the tenant', async () => {
      const { tenants } = at.one();
      await tenants.insert(aNewTenant('acme'));
      expect(await tenants.rename(acme, 'apex', 'https://apex.example')).toBe(true);
      const site = await tenants.siteOfHost('acme.example');
      expect([site?.origin, site?.tenant.portalOrigin, site?.tenant.slug]).toEqual([
        'https://acme.example',
        'https://apex.example',
        'apex',
      ]);
      expect((await tenants.siteOfHost('acme-login.example'))?.tenant.loginOrigin).toBe('https://acme-login.example');
    });

    test('never gives a name to another tenant, though it was given up', async () => {
      const { tenants } = at.one();
      await tenants.insert(aNewTenant('acme'));
      await tenants.insert(aNewTenant('borealis'));
      await tenants.rename(acme, 'apex', 'https://apex.example');
      const borealis = aNewTenant('borealis').id;
      expect(await tenants.rename(borealis, 'acme', 'https://new.example')).toBe(false);
      expect(await tenants.rename(borealis, 'new', 'https://acme.example')).toBe(false);
      expect(await tenants.rename(borealis, 'new', 'https://acme-login.example')).toBe(false);
      expect(
        await tenants.insert(aNewTenant('acme', { id: brand('x'), portalOrigin: 'https://x.example', loginOrigin: 'https://y.example' })),
      ).toBe(false);
      expect(await tenants.find(borealis)).toMatchObject({ slug: 'borealis', portalOrigin: 'https://borealis.example' });
      // What was refused claimed nothing on the way.
      expect(await tenants.rename(acme, 'new', 'https://new.example')).toBe(true);
    });

    test('of one tenant to many names at once succeeds for all of them, one after the other', async () => {
      await at.one().tenants.insert(aNewTenant('acme'));
      for (let round = 1; round <= 20; round++) {
        const names = Array.from({ length: 6 }, (_, index) => `name-${round}-${index}`);
        const renamed = names.map((name, index) => (index % 2 ? at.one() : at.two()).tenants.rename(acme, name, `https://${name}.example`));
        expect(await Promise.all(renamed)).toEqual(names.map(() => true));
        const tenant = await at.one().tenants.find(acme);
        expect([names, tenant?.portalOrigin]).toEqual([expect.arrayContaining([tenant?.slug]), `https://${tenant?.slug}.example`]);
      }
    });

    test('lets a tenant come back to its own older name', async () => {
      const { tenants } = at.one();
      await tenants.insert(aNewTenant('acme'));
      await tenants.rename(acme, 'apex', 'https://apex.example');
      expect(await tenants.rename(acme, 'acme', 'https://acme.example')).toBe(true);
      expect((await tenants.find(acme))?.slug).toBe('acme');
    });

    test('never turns the login host into a portal', async () => {
      const { tenants } = at.one();
      await tenants.insert(aNewTenant('acme'));
      expect(await tenants.rename(acme, 'acme', 'https://acme-login.example')).toBe(false);
    });

    test('of a tenant that is not there is refused', async () => {
      await expect(at.one().tenants.rename(brand('x'), 'x', 'https://x.example')).resolves.toBe(false);
    });
  });

  describe('installations', () => {
    test('open the next epoch when they are others', async () => {
      const { tenants } = at.one();
      await tenants.insert(aNewTenant('acme', { home, installationId: 'first' }));
      const epochs: number[] = [];
      for (const installation of ['first', 'second', 'second', 'third']) epochs.push(await tenants.adoptInstallation(acme, installation));
      expect(epochs).toEqual([1, 2, 2, 3]);
      expect((await tenants.findByHome(home))?.installationId).toBe('third');
    });

    test('of one id by many at once open one epoch', async () => {
      await at.one().tenants.insert(aNewTenant('acme'));
      const epochs = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? at.one() : at.two()).tenants.adoptInstallation(acme, 'first')),
      );
      expect(new Set(epochs)).toEqual(new Set([2]));
    });

    test('of a tenant that is not there are an error', async () => {
      await expect(at.one().tenants.adoptInstallation(brand('x'), 'first')).rejects.toMatchObject({ code: 'tenant_unknown' });
    });
  });
});
