import { AppError } from '../../domain/app-error.ts';
import { connectorFor } from '../../domain/connection.ts';
import type { SignInTests } from '../../domain/ports/sign-in-tests.ts';
import type { SignInTestDeps } from './deps.ts';
import { createRecords, isTestId, ticketHash, ticketLifetimeMs, unfinishedLifetimeMs } from './records.ts';

/** Tests that a tenant may begin in an hour. */
const ticketsPerHour = 60;
const hourMs = 60 * 60_000;

/** What an administrator does with tests; what the person with the link does is `begin.ts` and `arrive.ts`. */
export function createSignInTests(deps: SignInTestDeps): SignInTests {
  const records = createRecords(deps);
  return {
    async start(tenant, tested) {
      connectorFor(deps.connectors, tested.connection);
      const now = deps.clock.now();
      if ((await deps.rates.hit(JSON.stringify(['sign-in-test', tenant.id]), hourMs, now)) > ticketsPerHour)
        throw new AppError('too_many_requests', { details: { because: 'sign-in-tests.of-one-tenant' } });
      const id = deps.random.token(16);
      const ticket = deps.random.token(32);
      const expiresAt = now + ticketLifetimeMs;
      await deps.tests.insert({
        tenant: tenant.id,
        id,
        version: 1,
        state: 'waiting',
        connection: tested.connection.id,
        ticketHash: ticketHash(ticket),
        keyHash: '',
        sealed: await records.sealTested(tenant.id, id, tested),
        memory: null,
        expiresAt,
        deleteAt: now + unfinishedLifetimeMs,
      });
      return { id, url: `${tenant.loginOrigin}/test/${ticket}`, expiresAt };
    },

    async result(tenant, id) {
      const row = isTestId(id) ? await deps.tests.find(tenant, id) : null;
      const now = deps.clock.now();
      if (row === null || now >= row.deleteAt) return null;
      const { connection, expiresAt } = row;
      if (row.state === 'done') return { id, state: 'done', connection, expiresAt, outcome: await records.openOutcome(row) };
      return { id, state: now >= expiresAt ? 'expired' : row.state, connection, expiresAt, outcome: null };
    },
  };
}
