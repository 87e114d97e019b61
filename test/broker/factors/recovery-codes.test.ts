import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SubjectKey, TenantId } from '../../../broker/domain/brands.ts';
import type { FactorSubject } from '../../../broker/domain/ports/factor.ts';
import { createRecoveryCodes } from '../../../broker/factors/recovery-codes.ts';
import { aFactorScene } from '../../support/builders/factor-scene.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const ada = { tenant: 'acme' as TenantId, subject: 'ada' as SubjectKey };
let storage: TestStorage;
let recovery: ReturnType<typeof createRecoveryCodes>;

beforeEach(async () => {
  const clock = createFakeClock();
  storage = await openTestStorage({ clock });
  recovery = createRecoveryCodes({ factors: storage.factors, vault: storage.vault, clock, random: createFixedRandom('codes') });
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
