import { AppError, type Refusal, refuse } from '../../domain/app-error.ts';
import { completeObserved, tellRefusal } from '../../domain/complete-observed.ts';
import { atHand, connectorFor } from '../../domain/connection.ts';
import { createObservations } from '../../domain/observations.ts';
import type { Arrival, Connectors, Proven } from '../../domain/ports/connector.ts';
import type { Scene } from '../deps.ts';
import { isFinding } from './begin.ts';
import type { SignInTestDeps, TestReply } from './deps.ts';
import { endTest, foresee } from './end.ts';
import { createRecords, isTestId } from './records.ts';

export interface TestArrival {
  /** From the path. */
  readonly connection: string;
  readonly arrival: Arrival;
  /** The key that this browser holds for a test of this id; null where it began none. */
  keyOf(id: string): string | null;
}

/**
 * The provider has sent a browser back. Null: this is no answer to a test that this browser began, and so it may be one to a
 * login. Tests and logins are kept apart by what they are made of, not by what an arrival says: a test is found by its own
 * cookie and its own row, is opened by that cookie's key, and the answer has to fit what is sealed under it.
 */
export async function arriveAtTest(deps: SignInTestDeps, scene: Scene, input: TestArrival): Promise<TestReply | null> {
  const named = testNamed(deps.connectors, input);
  const row = named === null ? null : await deps.tests.find(scene.tenant.id, named.id);
  if (named === null || row === null) return null;
  const refused = (refusal: Refusal): TestReply => ({ kind: 'refused', refusal, connection: row.connection });
  const gone = (because: string) => refused(refuse('sign_in_test_gone', because));
  if (row.state !== 'under-way') return gone(`test.${row.state}`);
  const now = deps.clock.now();
  if (now >= row.expiresAt) return gone('test.expired');
  const records = createRecords(deps);
  const memory = records.openMemory(row, named.key);
  if (memory === null) return gone('test.key-of-another-step');
  // Each connection has an address of its own (RFC 9700, section 4.4.2: mix-up).
  if (row.connection !== input.connection) return refused(refuse('login_wrong_connection', 'test.other-connection'));
  const tested = await records.openTested(row);
  const { connection, secrets } = tested;
  const connector = connectorFor(deps.connectors, connection);
  if (connector.referenceOf(input.arrival) !== row.id) return refused(refuse('login_reference_missing', 'test.reference'));

  const observations = createObservations();
  observations.step({ name: 'request', ok: true, because: 'test.departed' });
  const at = { ...atHand(scene.tenant, connection, secrets), reference: row.id, memory, arrival: input.arrival };
  let proven: Proven;
  try {
    proven = await completeObserved(connector, at, observations);
  } catch (error) {
    if (!(error instanceof AppError) || !isFinding(error)) throw error;
    proven = refuse(error.code, error.because);
    tellRefusal(observations, proven);
  }
  if (proven.ok === 'again') {
    const away = records.away(row, proven.departure.memory, row.expiresAt);
    if (!(await deps.tests.save(away.row, row.version))) return gone('test.lost-race');
    return { kind: 'depart', departure: proven.departure, setKey: { id: row.id, key: away.key, expiresAt: row.expiresAt } };
  }
  const found = proven.ok ? await foresee(deps, scene, tested, proven.identity) : { refusal: proven };
  return endTest(deps, scene, row, tested, observations.read(), found);
}

/** The test that an arrival claims to answer, if this browser holds a key for it. Which protocol it is the row will say. */
function testNamed(connectors: Connectors, { arrival, keyOf }: TestArrival): { readonly id: string; readonly key: string } | null {
  for (const connector of connectors.values()) {
    const id = connector.referenceOf(arrival);
    const key = id !== null && isTestId(id) ? keyOf(id) : null;
    if (id !== null && key !== null) return { id, key };
  }
  return null;
}
