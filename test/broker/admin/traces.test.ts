import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCaptures } from '../../../broker/audit/captures.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { type AdminBench, openAdminBench } from '../../support/admin-bench.ts';
import { aStoredTrace } from '../../support/builders/stored-trace.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { activate, findTrace, pushAll, settings } from '../../support/forge-calls.ts';
import { activity, captureState, forgetCaptured, readCaptured, signIns, startCapture, stopCapture } from '../../support/trace-calls.ts';

const id = settings.connections[0]?.id ?? '';
let bench: AdminBench;
let tenant: Tenant;
beforeEach(async () => {
  bench = await openAdminBench();
  await bench.install();
  await pushAll(bench);
  await bench.call({}, activate());
  tenant = (await bench.storage.tenants.findBySlug('acme')) as Tenant;
});
afterEach(() => bench.close());

const bodyOf = async (request: Parameters<AdminBench['call']>[1]) => (await bench.call({}, request)).body;

/** As a login does it. */
async function keepOne(): Promise<string> {
  const { storage, log, clock } = bench;
  const captures = createCaptures({ captures: storage.captures, vault: storage.vault, log, clock, random: createFixedRandom('login') });
  const capture = await captures.running(tenant.id, id, Number.MAX_SAFE_INTEGER);
  if (capture === null) throw new Error('no capture runs');
  const messages = [{ kind: 'saml-response', text: '<Response/>' }] as const;
  const prepared = await captures.prepare({ tenant: tenant.id, connection: id, capture, code: 'proven', messages });
  await storage.atomically((stores) => prepared.write(stores));
  return prepared.id;
}

test('the page learns of the last sign-in of each connection, and of captures that run', async () => {
  const { connections } = (await bodyOf(activity)) as { connections: unknown[] };
  expect(connections).toEqual(settings.connections.map((each) => ({ id: each.id, lastSignInAt: null, capture: null })));
  await bench.storage.traces.insert(
    aStoredTrace({ tenant: tenant.id, connection: id, at: 77, outcome: 'signed-in', code: 'signed_in', tookMs: 3 }),
  );
  await bench.call({}, startCapture(id));
  expect(((await bodyOf(activity)) as { connections: unknown[] }).connections[0]).toEqual({
    id,
    lastSignInAt: 77,
    capture: {
      startedAt: bench.clock.now(),
      endsAt: bench.clock.now() + 36e5,
      kept: 0,
    },
  });
  expect(await bodyOf(signIns(id))).toEqual({
    signIns: [{ supportCode: '0123456789AB', at: 77, outcome: 'signed-in', code: 'signed_in', party: null, tookMs: 3 }],
  });
});

test('a refusal comes with the setting that is likely wrong', async () => {
  const steps = [
    { step: 'provider', afterMs: 5, ok: false, because: 'oidc.arrival.iss', facts: { 'issuer-found': 'https://odd.example' } },
  ] as const;
  await bench.storage.traces.insert(aStoredTrace({ tenant: tenant.id, connection: id, code: 'oidc_issuer_mismatch', steps }));
  const { trace } = (await bodyOf(findTrace('0123456789AB'))) as {
    trace: { mend: { setting: string; text: string } | null; steps: unknown };
  };
  expect(trace.steps).toEqual(steps);
  expect(trace.mend).toMatchObject({ setting: expect.any(String), text: expect.any(String) });
});

test('a capture is started, shown, read, stopped and forgotten, and all of it is in the log', async () => {
  const now = bench.clock.now();
  const running = { startedAt: now, endsAt: now + 3_600_000, kept: 0 };
  expect(await bodyOf(startCapture(id))).toEqual({ capture: running, kept: [] });
  expect(await bench.code({}, startCapture(id))).toBe('capture_running');
  const kept = await keepOne();
  expect(await bodyOf(captureState(id))).toEqual({ capture: { ...running, kept: 1 }, kept: [{ id: kept, at: now, code: 'proven' }] });
  expect(await bodyOf(readCaptured(kept))).toEqual({
    kept: { id: kept, connection: id, at: now, code: 'proven', messages: [{ kind: 'saml-response', text: '<Response/>' }] },
  });
  expect(await bodyOf(stopCapture(id))).toMatchObject({ capture: null, kept: [{ id: kept }] });
  expect(await bodyOf(forgetCaptured(id))).toEqual({ capture: null, kept: [] });
  expect(await bodyOf(readCaptured(kept))).toEqual({ kept: null });
  const events = bench.log.lines.filter(({ event }) => event.startsWith('capture.'));
  expect(events.map(({ event, fields }) => [event, fields.by, fields.connection])).toEqual([
    ['capture.started', '712020:admin', id],
    ['capture.read', '712020:admin', id],
    ['capture.stopped', '712020:admin', id],
    ['capture.forgotten', '712020:admin', id],
  ]);
});

test('there is nothing to keep of connections that are not live', async () => {
  expect(await bench.code({}, startCapture('unknown'))).toBe('connection_unknown');
  expect(await bodyOf(captureState('unknown'))).toEqual({ capture: null, kept: [] });
});
