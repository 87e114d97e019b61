import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createBrowserSeal } from '../../../broker/adapters/seal/browser-seal.ts';
import type { TransactionId } from '../../../broker/domain/brands.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { createTransactions } from '../../../broker/login/transactions.ts';
import { brand } from '../../support/builders/brand.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const clock = createFakeClock();
const seal = createBrowserSeal(createFixedRandom('seal'));
const tenant = { id: brand('t1') } as Tenant;
const id = 'aaaaaaaaaaaaaaaaaaaaaa' as TransactionId;
let storage: TestStorage;
beforeEach(async () => {
  storage = await openTestStorage({ clock });
});
afterEach(() => storage.close());

test('a login that a broker of the release before began goes on, with a trace from here', async () => {
  const transactions = createTransactions({ logins: storage.logins, seal, clock });
  const expiresAt = clock.now() + 600_000;
  const key = seal.newKey();
  // What that release sealed: no trace, and nothing of captures.
  const sealed = { request: { party: 'portal' }, session: null, memory: { nonce: 'n' } };
  await storage.logins.insert({
    tenant: tenant.id,
    id,
    version: 1,
    state: 'departed',
    connection: 'okta',
    party: 'portal',
    keyHash: seal.keyHash(key),
    sealed: seal.seal(
      key,
      { tenant: tenant.id, table: 'login', row: id, column: 'sealed' },
      new TextEncoder().encode(JSON.stringify(sealed)),
    ),
    expiresAt,
  });
  const jar = { transactionKey: () => key, sessionToken: null, marks: null, company: null, address: null };
  const opened = await transactions.open(tenant, id, jar);
  expect(opened).toMatchObject({
    ok: true,
    transaction: { trace: { beganAt: expiresAt - 600_000, steps: [], kept: null }, captured: null, memory: { nonce: 'n' } },
  });
});
