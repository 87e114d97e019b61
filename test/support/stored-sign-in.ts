import { expect } from '@jest/globals';
import { brand } from './builders/brand.ts';
import { aStoredFactor } from './builders/stored-factor.ts';
import { aStoredBrokerSession, aStoredPortalSession } from './builders/stored-session.ts';
import { aStoredTransaction } from './builders/stored-transaction.ts';
import type { TestStorage } from './storage.ts';

/** All that a sign-in asks of the stores, in their order; `id` makes it another person's. */
export async function signInAt(storage: TestStorage, id: string): Promise<void> {
  const tenant = aStoredTransaction().tenant;
  const transaction = aStoredTransaction({ id: brand(`login ${id}`) });
  expect(await storage.rates.hit(id, 60_000, 1_000)).toBe(1);
  await storage.tenants.siteOfHost('acme.example');
  expect(await storage.logins.insert(transaction)).toBe(true);
  expect(await storage.logins.find(tenant, transaction.id)).toEqual(transaction);
  expect(await storage.factors.spendTry(tenant, transaction.id, 5, 10_000)).toBe(true);
  const factor = aStoredFactor({ id: brand(`factor ${id}`), subject: brand(`subject ${id}`) });
  await storage.factors.insert(factor);
  expect(await storage.factors.activate(factor, { step: 5, standing: 'first' }, 2_000)).toBe(true);
  const reserved = await storage.factors.reserveFailure(tenant, factor.subject, 2_000, () => 0);
  if (reserved === null) throw new Error('locked');
  expect(await storage.factors.advanceStep(tenant, factor.id, 6, 2_000)).toBe(true);
  await storage.factors.replaceRecoveryCodes(tenant, factor.subject, ['a', 'b']);
  expect(await storage.factors.spendRecoveryCode(tenant, factor.subject, 'a', 2_000)).toBe(true);
  const bound = { tenant, connection: 'okta', subject: factor.subject, accountId: brand(`qm:${id}`), boundAt: 1 } as never;
  expect((await storage.bindings.bind(bound)).kind).toBe('bound');
  const session = aStoredBrokerSession({ id: brand(`session ${id}`), tokenHash: `token ${id}` });
  await storage.atomically(async (stores) => {
    expect(
      await stores.logins.save({ ...transaction, version: transaction.version + 1, state: 'issued', sealed: null }, transaction.version),
    ).toBe(true);
    await stores.sessions.insertBroker(session);
    await stores.factors.forgiveFailures(reserved, 2_000);
  });
  await storage.atomically(async (stores) => {
    expect(await stores.once.consume(tenant, 'assertion', id, 10_000)).toBe(true);
    expect(await stores.sessions.insertPortal(aStoredPortalSession({ brokerSession: session.id, tokenHash: `portal ${id}` }))).toBe(true);
  });
  expect(await storage.sessions.findBroker(tenant, session.tokenHash, 2_000, 0)).not.toBeNull();
  expect(await storage.sessions.findPortal(tenant, `portal ${id}`, 2_000, 0)).not.toBeNull();
  await storage.sessions.touch(tenant, session.id, 100_000);
  expect(await storage.sessions.endBroker(tenant, session.id)).toBe(1);
}
