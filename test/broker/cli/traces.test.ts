import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCaptures } from '../../../broker/audit/captures.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { aStoredTrace } from '../../support/builders/stored-trace.ts';
import { type CliBench, openCliBench } from '../../support/cli-bench.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { someSettings } from '../../support/settings.ts';

const settings = someSettings();
const id = settings.connections[0]?.id ?? '';
let bench: CliBench;
let acme: Tenant;
beforeEach(async () => {
  bench = await openCliBench();
  acme = await bench.addTenant('acme');
  await bench.makeLive(acme, 1, settings);
});
afterEach(() => bench.close());

describe('gatehouse trace', () => {
  test('tells a sign-in step by step', async () => {
    await bench.storage.traces.insert(
      aStoredTrace({
        tenant: acme.id,
        outcome: 'signed-in',
        code: 'signed_in',
        connection: id,
        party: 'portal',
        tookMs: 6500,
        at: 0,
        steps: [
          {
            step: 'request',
            afterMs: 0,
            ok: true,
            because: 'request.verified, strength:none',
          },
          {
            step: 'provider',
            afterMs: 4e3,
            ok: true,
            because: 'oidc.proven',
            claims: [
              {
                name: 'groups',
                count: 14,
              },
            ],
          },
        ],
      }),
    );
    const { code, out } = await bench.run('trace', 'acme', 'o123-4567-89ab');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      '1970-01-01T00:00:00.000Z  Signed in, took 6.5 s',
      `connection ${id}, application portal`,
      'ok      +0 ms   The application asked: The request is good, no second factor was asked for',
      'ok      +4.0 s  The provider answered: Its token was proven',
      'Received: groups (14)',
    ]);
  });

  test('says of a refusal what is likely wrong', async () => {
    const steps = [
      { step: 'provider', afterMs: 5, ok: false, because: 'oidc.arrival.iss', facts: { 'issuer-found': 'https://odd.example' } },
    ] as const;
    await bench.storage.traces.insert(aStoredTrace({ tenant: acme.id, connection: id, code: 'oidc_issuer_mismatch', steps }));
    const { out } = await bench.run('trace', 'acme', '0123456789AB');
    expect(out).toContain('(oidc_issuer_mismatch)');
    expect(out).toContain('FAILED  +5 ms  The provider’s answer was refused: oidc.arrival.iss');
    expect(out).toContain('Found in the message, issuer-found: https://odd.example');
    expect(out).toMatch(/Likely to be mended at: \w+/);
    expect(JSON.parse((await bench.run('trace', 'acme', '0123456789AB', '--json')).out)).toMatchObject({
      mend: { setting: expect.any(String) },
    });
  });

  test('knows nothing of other codes, and of those of others', async () => {
    const umbra = await bench.addTenant('umbra');
    await bench.storage.traces.insert(aStoredTrace({ tenant: umbra.id }));
    for (const typed of ['0123456789AB', '0000-0000-0000', 'no code'])
      expect(await bench.run('trace', 'acme', typed)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Nothing is known') });
  });
});

describe('gatehouse capture', () => {
  test('starts, lists, shows, stops and forgets', async () => {
    expect((await bench.run('capture', 'start', 'acme', id)).out).toContain('are kept until');
    expect(await bench.run('capture', 'start', 'acme', id)).toMatchObject({ code: 1, err: expect.stringContaining('kept') });
    const { storage, log, clock } = bench;
    const captures = createCaptures({ captures: storage.captures, vault: storage.vault, log, clock, random: createFixedRandom('login') });
    const [running] = await captures.allRunning(acme.id);
    if (running === undefined) throw new Error('nothing runs');
    const messages = [{ kind: 'userinfo', text: '{ "name": "\u001b[2JAda" }' }] as const;
    const one = await captures.prepare({ tenant: acme.id, connection: id, capture: running.id, code: 'proven', messages });
    await storage.atomically((stores) => one.write(stores));
    expect((await bench.run('capture', 'list', 'acme', id)).out).toContain(one.id);
    const shown = (await bench.run('capture', 'show', 'acme', one.id)).out;
    // Signs that would move a terminal's cursor are gone.
    expect(shown).toContain('userinfo\n{ "name": " [2JAda" }');
    expect((await bench.run('capture', 'stop', 'acme', id)).out).toBe('Messages are not kept any more.');
    expect((await bench.run('capture', 'stop', 'acme', id)).out).toBe('No messages were being kept.');
    expect((await bench.run('capture', 'forget', 'acme', id)).out).toBe('The messages of 1 sign-in were deleted.');
    expect(await bench.run('capture', 'show', 'acme', one.id)).toMatchObject({ code: 1, err: expect.stringContaining('24 hours') });
    expect(JSON.parse((await bench.run('capture', 'list', 'acme', id, '--json')).out)).toEqual({ until: null, kept: [] });
  });

  test('needs a connection that is live', async () => {
    expect(await bench.run('capture', 'start', 'acme', 'unknown')).toMatchObject({ code: 1 });
  });
});
