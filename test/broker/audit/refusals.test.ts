import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createRefusals } from '../../../broker/audit/refusals.ts';
import { AppError } from '../../../broker/domain/app-error.ts';
import type { TenantId } from '../../../broker/domain/brands.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { createRecordedLog } from '../../support/recorded-log.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const acme = 'acme' as TenantId;
const refusal = {
  tenant: acme,
  code: 'login_expired',
  because: 'transaction.expired',
  step: 'callback',
  address: null,
  connection: 'borealis',
} as const;
const clock = createFakeClock();
let storage: TestStorage;
let log: ReturnType<typeof createRecordedLog>;

beforeEach(async () => {
  storage = await openTestStorage({ clock });
  log = createRecordedLog();
});
afterEach(() => storage.close());

const refusals = () => createRefusals({ traces: storage.traces, log, clock, random: createFixedRandom('refusals') });

test('a refusal can be found by its code, in the trace and in the log', async () => {
  const shown = await refusals().record(refusal);
  expect(shown).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  const supportCode = shown.replaceAll('-', '');
  expect(await storage.traces.find(acme, supportCode)).toMatchObject({ code: 'login_expired', step: 'callback', connection: 'borealis' });
  expect(log.lines).toEqual([{ level: 'info', event: 'refused', fields: expect.objectContaining({ supportCode, tenant: acme }) }]);
  expect(await storage.traces.find('umbra' as TenantId, supportCode)).toBeNull();
});

test('with the database away the person still gets a code, and the log has it', async () => {
  const writer = refusals();
  await storage.close();
  const shown = await writer.record({ ...refusal, error: new AppError('database_unavailable') });
  expect(log.lines.map((line) => line.fields.supportCode)).toContain(shown.replaceAll('-', ''));
});

test('nobody fills the table from outside: past sixty a minute only the log is written', async () => {
  const writer = refusals();
  const codes: string[] = [];
  for (let count = 0; count < 65; count += 1) codes.push((await writer.record(refusal)).replaceAll('-', ''));
  const found = await Promise.all(codes.map((code) => storage.traces.find(acme, code)));
  expect(found.filter((trace) => trace !== null)).toHaveLength(60);
  expect(log.lines).toHaveLength(65);
  clock.advance({ minutes: 1 });
  const next = (await writer.record(refusal)).replaceAll('-', '');
  expect(await storage.traces.find(acme, next)).not.toBeNull();
});

test('strangers, logins under way and people who proved who they are each have a share of their own', async () => {
  const writer = refusals();
  const isTraced = async (standing: 'stranger' | 'under-way' | 'known') => {
    const code = (await writer.record({ ...refusal, standing })).replaceAll('-', '');
    return (await storage.traces.find(acme, code)) !== null;
  };
  for (let count = 0; count < 60; count += 1) await isTraced('stranger');
  expect([await isTraced('stranger'), await isTraced('under-way'), await isTraced('known')]).toEqual([false, true, true]);
  for (let count = 0; count < 60; count += 1) await isTraced('under-way');
  expect([await isTraced('under-way'), await isTraced('known')]).toEqual([false, true]);
});

test('a site has a third of each share in a minute, people who proved who they are included', async () => {
  const writer = refusals();
  for (const standing of ['stranger', 'under-way', 'known'] as const) {
    const isTraced = async (address: string) => {
      const code = (await writer.record({ ...refusal, standing, address })).replaceAll('-', '');
      return (await storage.traces.find(acme, code)) !== null;
    };
    for (let count = 0; count < 60; count += 1) expect(await isTraced('203.0.113.7')).toBe(count < 20);
    for (let count = 0; count < 40; count += 1) expect(await isTraced(`198.51.100.${count}`)).toBe(true);
    expect(await isTraced('192.0.2.1')).toBe(false);
  }
});
