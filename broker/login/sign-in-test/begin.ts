import { AppError, type Refusal, refuse } from '../../domain/app-error.ts';
import { tellRefusal } from '../../domain/complete-observed.ts';
import { atHand, connectorFor } from '../../domain/connection.ts';
import { createObservations } from '../../domain/observations.ts';
import type { Departure } from '../../domain/ports/connector.ts';
import type { TestedConnectionAtHand } from '../../domain/ports/sign-in-tests.ts';
import type { StoredSignInTest } from '../../domain/ports/stores/sign-in-test-store.ts';
import type { Scene } from '../deps.ts';
import type { SignInTestDeps, TestReply } from './deps.ts';
import { endTest } from './end.ts';
import { createRecords, isTicket, testLifetimeMs, ticketHash } from './records.ts';

const gone = (because: string): Refusal => refuse('sign_in_test_gone', because);

/** The test behind a link, while nobody has begun it; looking does not spend it, since programs look at links too. */
export async function lookAtTest(
  deps: SignInTestDeps,
  { tenant }: Scene,
  ticket: string,
): Promise<{ readonly ok: true; readonly name: string } | Refusal> {
  const row = isTicket(ticket) ? await deps.tests.findByTicket(tenant.id, ticketHash(ticket)) : null;
  if (row === null) return gone('test.no-row');
  if (row.state !== 'waiting') return gone(`test.${row.state}`);
  if (deps.clock.now() >= row.expiresAt) return gone('test.expired');
  const { connection } = await createRecords(deps).openTested(row);
  return { ok: true, name: connection.name };
}

/** Spends the ticket for this browser, which then leaves for the provider. Whoever comes second gets nothing. */
export async function beginTest(deps: SignInTestDeps, scene: Scene, ticket: string): Promise<TestReply> {
  const { tenant } = scene;
  const now = deps.clock.now();
  const hash = isTicket(ticket) ? ticketHash(ticket) : null;
  // The key is not given out before the departure is written under it.
  const taken = hash !== null && (await deps.tests.take(tenant.id, hash, { keyHash: '', until: now + testLifetimeMs }, now));
  const row = taken && hash !== null ? await deps.tests.findByTicket(tenant.id, hash) : null;
  if (row === null) return { kind: 'refused', refusal: gone('test.not-taken'), connection: null };

  const records = createRecords(deps);
  const tested = await records.openTested(row);
  const left = await departure(deps, scene, tested, row);
  if ('ok' in left) {
    const observations = createObservations();
    tellRefusal(observations, left);
    return endTest(deps, scene, row, tested, observations.read(), { refusal: left });
  }
  const away = records.away(row, left.memory, row.expiresAt);
  if (!(await deps.tests.save(away.row, row.version)))
    return { kind: 'refused', refusal: gone('test.lost-race'), connection: row.connection };
  return { kind: 'depart', departure: left, setKey: { id: row.id, key: away.key, expiresAt: row.expiresAt } };
}

/** What a connector throws at the start says something about the connection, so it is a finding; faults of ours go on. */
async function departure(
  deps: SignInTestDeps,
  { tenant }: Scene,
  { connection, secrets }: TestedConnectionAtHand,
  row: StoredSignInTest,
): Promise<Departure | Refusal> {
  try {
    return await connectorFor(deps.connectors, connection).depart({
      ...atHand(tenant, connection, secrets),
      reference: row.id,
      forceReauthentication: false,
      loginHint: null,
    });
  } catch (error) {
    if (error instanceof AppError && isFinding(error)) return refuse(error.code, error.because);
    throw error;
  }
}

/** Codes of the connectors themselves. */
export function isFinding({ code }: AppError): boolean {
  return /^(?:saml|oidc|oauth2|email_code|outbound)_/.test(code);
}
