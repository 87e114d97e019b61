/** Passes that administrators issue: for themselves, for longer, without a reason, and tried out. */
import { afterEach, beforeEach, expect } from '@jest/globals';
import type { AccountId, SubjectKey, TenantId } from '../../../broker/domain/brands.ts';
import type { PassOrder } from '../../../broker/domain/ports/temporary-passes.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { type FactorBench, openFactorBench, sceneOf } from '../../support/factors/bench.ts';

const { attack, honest } = casesOf('token.passes');
const boss = { kind: 'administrator', accountId: '712020:boss' as AccountId } as const;
const order = (more: Partial<PassOrder> = {}): PassOrder => ({
  tenant: 'acme' as TenantId,
  subject: 'ada' as SubjectKey,
  by: boss,
  reason: 'New phone',
  minutes: 60,
  ...more,
});

let bench: FactorBench;
beforeEach(async () => {
  bench = await openFactorBench();
});
afterEach(() => bench.close());

async function bind(subject: string, accountId: string, connection = 'borealis', tenant = 'acme'): Promise<void> {
  await bench.storage.bindings.bind({
    tenant: tenant as TenantId,
    connection,
    subject: subject as SubjectKey,
    accountId: accountId as AccountId,
    boundAt: 1,
  });
}
const passesOf = async (subject = 'ada') => (await bench.storage.factors.list('acme' as TenantId, subject as SubjectKey)).length;

attack('nobody issues one to themselves', async () => {
  await bind('ada', boss.accountId);
  expect(await bench.pass.issue(order())).toMatchObject({ ok: false, code: 'temporary_pass_for_oneself' });
  expect(await passesOf()).toBe(0);
});

attack('nobody issues one to the account that they hold by another connection', async () => {
  await bind('ada', boss.accountId, 'kestrel');
  expect(await bench.pass.issue(order())).toMatchObject({ ok: false, code: 'temporary_pass_for_oneself' });
});

attack.each([
  ['a day', { minutes: 24 * 60 }],
  ['an hour and a minute', { minutes: 61 }],
  ['no end', { minutes: Number.POSITIVE_INFINITY }],
  ['no number', { minutes: Number.NaN }],
  ['a time that is over', { minutes: -5 }],
  ['no reason', { reason: '' }],
  ['a reason of blanks that nobody sees', { reason: '\u200b \u00a0\t' }],
])('one for %s is not issued', async (_, more) => {
  expect(await bench.pass.issue(order(more))).toMatchObject({ ok: false, code: 'temporary_pass_reason' });
  expect(await passesOf()).toBe(0);
});

attack('one that was replaced opens nothing, also when the new one was used', async () => {
  const [first, second] = [await bench.pass.issue(order()), await bench.pass.issue(order())];
  if (!first.ok || !second.ok) throw new Error('no pass');
  const verify = (text: string) => bench.pass.use.verify(sceneOf('ada'), {}, { text });
  expect(await verify(first.text)).toMatchObject({ ok: false });
  expect(await verify(second.text)).toMatchObject({ ok: true });
  expect(await verify(first.text)).toMatchObject({ ok: false });
});

attack('whoever has one cannot go past it: it is asked for before anything is set up', async () => {
  await bench.pass.issue(order());
  expect(bench.pass.isOwn).toBe(true);
  const scene = sceneOf('ada');
  const rows = await bench.storage.factors.list(scene.tenant.id, scene.subject);
  expect(await bench.pass.isAtHand(scene, rows)).toBe(true);
  // Recovery codes do not come back by it, and a first factor is not set up behind its back.
  expect(await bench.recovery.isAtHand(scene, rows)).toBe(false);
  expect(
    await bench.storage.factors.activate(
      { tenant: scene.tenant.id, subject: scene.subject, id: rows[0]?.id ?? ('none' as never) },
      { step: 1, standing: 'first' },
      bench.clock.now(),
    ),
  ).toBe(false);
});

honest('one for somebody else, whose account is another, is issued', async () => {
  await bind('ada', 'qm:ada');
  await bind('boss', boss.accountId);
  expect(await bench.pass.issue(order())).toMatchObject({ ok: true });
  expect(await bench.pass.issue(order({ subject: 'boss' as SubjectKey, by: { kind: 'operator' } }))).toMatchObject({ ok: true });
});
