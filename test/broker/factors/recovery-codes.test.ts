import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { recommendedMethods } from '#contract/settings/methods';
import type { FactorId, SubjectKey, TenantId } from '../../../broker/domain/brands.ts';
import type { FactorSubject } from '../../../broker/domain/ports/factor.ts';
import type { PersonEvent } from '../../../broker/domain/ports/notices.ts';
import { createRecoveryCodes } from '../../../broker/factors/recovery-codes.ts';
import { aFactorScene } from '../../support/builders/factor-scene.ts';
import { aStoredFactor } from '../../support/builders/stored-factor.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { openFactorBench } from '../../support/factors/bench.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const ada = { tenant: 'acme' as TenantId, subject: 'ada' as SubjectKey };
let storage: TestStorage;
let recovery: ReturnType<typeof createRecoveryCodes>;
let told: PersonEvent[];

beforeEach(async () => {
  const clock = createFakeClock();
  storage = await openTestStorage({ clock });
  told = [];
  const notices = { tellPerson: (_: unknown, event: PersonEvent) => void told.push(event) };
  recovery = createRecoveryCodes({ factors: storage.factors, vault: storage.vault, clock, random: createFixedRandom('codes'), notices });
});
afterEach(() => storage.close());

const verify = ({ tenant, subject }: FactorSubject, text: string) =>
  recovery.use.verify(aFactorScene({ tenant: aTenant({ id: tenant }), subject }), {}, { text });

test('there are ten different ones of 80 bits', async () => {
  const codes = await recovery.issue(ada);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
});

test('each works once, also when it is brought twice at the same moment', async () => {
  const [first = '', second = ''] = await recovery.issue(ada);
  const both = await Promise.all([verify(ada, first), verify(ada, first)]);
  expect(both.filter((verdict) => verdict.ok)).toHaveLength(1);
  expect(await verify(ada, first)).toMatchObject({ ok: false, code: 'recovery_code_wrong' });
  expect(await verify(ada, second)).toMatchObject({ ok: true });
});

test('they are read as people type them', async () => {
  const [code = ''] = await recovery.issue(ada);
  expect(await verify(ada, ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `)).toMatchObject({
    ok: true,
  });
});

test('new ones void the old', async () => {
  const [old = ''] = await recovery.issue(ada);
  await recovery.issue(ada);
  expect(await verify(ada, old)).toMatchObject({ ok: false });
});

test('they belong to one person of one tenant', async () => {
  const [code = ''] = await recovery.issue(ada);
  expect(await verify({ ...ada, subject: 'bo' as SubjectKey }, code)).toMatchObject({ ok: false });
  expect(await verify({ ...ada, tenant: 'umbra' as TenantId }, code)).toMatchObject({ ok: false });
});

test.each(['', 'ABCD', '0000-0000-0000-000U', `${'0'.repeat(5000)}`])('what is no code is told apart: %s', async (answer) => {
  await recovery.issue(ada);
  expect(await verify(ada, answer)).toMatchObject({ ok: false, code: 'second_factor_malformed' });
});

test('the person is told of each that is used, and how many are left', async () => {
  const codes = await recovery.issue(ada);
  for (const code of codes.slice(0, 8)) await verify(ada, code);
  expect(told).toEqual([9, 8, 7, 6, 5, 4, 3, 2].map((left) => ({ kind: 'recovery-code-used', left })));
});

describe('where used ones are replaced', () => {
  const methods = { ...recommendedMethods, 'recovery-code': { enabled: true, replaceUsed: true } };
  const verifyThere = (text: string) =>
    recovery.use.verify(aFactorScene({ tenant: aTenant({ id: ada.tenant }), subject: ada.subject, methods }), {}, { text });

  test('each use brings a new one, which is shown once', async () => {
    const [code = ''] = await recovery.issue(ada);
    const verdict = await verifyThere(code);
    if (!verdict.ok) throw new Error(verdict.because);
    expect(verdict.codes).toHaveLength(1);
    expect(told).toEqual([{ kind: 'recovery-code-used', left: 10 }]);
    expect(await verifyThere(code)).toMatchObject({ ok: false });
    expect(await verifyThere(verdict.codes?.[0] ?? '')).toMatchObject({ ok: true });
  });

  test('one use brings one, however many bring it at once', async () => {
    const [code = ''] = await recovery.issue(ada);
    await Promise.all(Array.from({ length: 6 }, () => verifyThere(code)));
    expect(await storage.factors.countRecoveryCodes(ada.tenant, ada.subject)).toBe(10);
  });
});

describe('recovery codes and the factors that they stand in for', () => {
  test('end together, and a later factor does not bring them back', async () => {
    const bench = await openFactorBench({ storage });
    const [code = ''] = await bench.recovery.issue(ada);
    for (const id of ['one', 'two']) {
      const whose = { tenant: ada.tenant, subject: ada.subject, id: id as FactorId, kind: 'totp' as const };
      await storage.factors.insert(aStoredFactor({ ...whose, state: 'active' }));
    }
    await bench.pass.issue({ ...ada, by: { kind: 'operator' }, reason: 'lost', minutes: 5 });
    const scene = aFactorScene({ tenant: aTenant({ id: ada.tenant }), subject: ada.subject });
    const atHand = async () => bench.recovery.isAtHand(scene, await storage.factors.list(ada.tenant, ada.subject));
    await bench.own.remove(ada, 'one' as FactorId);
    expect(await atHand()).toBe(true);
    await bench.own.remove(ada, 'two' as FactorId);
    expect(await atHand()).toBe(false);
    expect(await storage.factors.countRecoveryCodes(ada.tenant, ada.subject)).toBe(0);
    expect(await verify(ada, code)).toMatchObject({ ok: false });
  });
});
