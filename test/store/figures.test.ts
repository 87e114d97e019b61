import { expect, test } from '@jest/globals';
import type { TenantId } from '../../broker/domain/brands.ts';
import { brand } from '../support/builders/brand.ts';
import { aStoredBrokerSession, aStoredPortalSession } from '../support/builders/stored-session.ts';
import { onEachDatabase } from './databases.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');

onEachDatabase((at) => {
  test('people bound are counted by connection, of one tenant', async () => {
    const { bindings, figures } = at.one();
    for (const [each, connection, person] of [
      [tenant, 'okta', 'a'],
      [tenant, 'okta', 'b'],
      [tenant, 'entra', 'c'],
      [other, 'okta', 'd'],
    ] as const)
      await bindings.bind({ tenant: each, connection, subject: brand(person), accountId: brand(person), boundAt: 1 });
    expect(await figures.boundPeople(tenant)).toEqual(
      new Map([
        ['okta', 2],
        ['entra', 1],
      ]),
    );
    expect(await figures.boundPeople(brand('t3'))).toEqual(new Map());
  });

  test('living sessions are counted by connection and strength, of one tenant', async () => {
    const { sessions, figures } = at.one();
    let number = 0;
    const open = (more: Parameters<typeof aStoredBrokerSession>[0]) =>
      sessions.insertBroker(aStoredBrokerSession({ id: brand(`s${++number}`), expiresAt: 100, lastSeenAt: 50, ...more }));
    await open({});
    await open({});
    await open({ strength: 'strong' });
    await open({ connection: 'entra' });
    await open({ expiresAt: 60 });
    await open({ lastSeenAt: 40 });
    await open({ tenant: other });
    expect(await figures.livingSessions(tenant, 60, 40)).toEqual([
      { connection: 'entra', strength: 'none', sessions: 1 },
      { connection: 'okta', strength: 'none', sessions: 2 },
      { connection: 'okta', strength: 'strong', sessions: 1 },
    ]);
  });

  test('portal sessions of one tenant end, and those of the sign-in host stay', async () => {
    const { sessions } = at.one();
    for (const each of [tenant, other]) {
      await sessions.insertBroker(aStoredBrokerSession({ tenant: each }));
      await sessions.insertPortal(aStoredPortalSession({ tenant: each }));
    }
    expect([await sessions.endPortals(tenant), await sessions.endPortals(tenant)]).toEqual([1, 0]);
    expect(await sessions.findBroker(tenant, 'token of session-1', 1, 0)).not.toBeNull();
    expect(await sessions.findPortal(other, 'portal token', 1, 0)).not.toBeNull();
  });
});
