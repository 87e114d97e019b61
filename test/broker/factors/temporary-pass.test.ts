import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AccountId, TenantId } from '../../../broker/domain/brands.ts';
import type { PassOrder } from '../../../broker/domain/ports/temporary-passes.ts';
import { type FactorBench, openFactorBench, sceneOf } from '../../support/factors/bench.ts';

const acme = 'acme' as TenantId;
const boss = { kind: 'administrator', accountId: '712020:boss' as AccountId } as const;
const ada = sceneOf('ada');
const order = (more: Partial<PassOrder> = {}): PassOrder => ({
  tenant: acme,
  subject: ada.subject,
  by: boss,
  reason: 'New phone, known to the desk',
  minutes: 60,
  ...more,
});

let bench: FactorBench;
beforeEach(async () => {
  bench = await openFactorBench();
});
afterEach(() => bench.close());

const verify = (text: string, scene = ada) => bench.pass.use.verify(scene, {}, { text });
async function issued(more: Partial<PassOrder> = {}): Promise<string> {
  const outcome = await bench.pass.issue(order(more));
  if (!outcome.ok) throw new Error(outcome.because);
  return outcome.text;
}
const rows = () => bench.storage.factors.list(acme, ada.subject);

describe('a temporary pass', () => {
  test('has sixty bits, and works once, as people type it', async () => {
    const text = await issued();
    expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(await bench.pass.isAtHand(ada, await rows())).toBe(true);
    expect(await verify(` ${text.toLowerCase().replaceAll('-', ' ')} `)).toMatchObject({ ok: true });
    expect(await verify(text)).toMatchObject({ ok: false, code: 'temporary_pass_wrong' });
    expect(await rows()).toEqual([]);
  });

  test('works for one caller, whoever brings it at the same moment', async () => {
    const text = await issued();
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => verify(text)));
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(bench.told).toEqual([{ kind: 'pass-used' }]);
  });

  test('is over after its time', async () => {
    const text = await issued({ minutes: 15 });
    bench.clock.advance({ minutes: 15 });
    expect(await bench.pass.isAtHand(ada, await rows())).toBe(false);
    expect(await verify(text)).toMatchObject({ ok: false, code: 'temporary_pass_wrong' });
  });

  test('is for one person of one tenant', async () => {
    const text = await issued();
    expect(await verify(text, sceneOf('bo'))).toMatchObject({ ok: false });
    expect(await verify(text, sceneOf('ada', 'umbra'))).toMatchObject({ ok: false });
    expect(await verify(text)).toMatchObject({ ok: true });
  });

  test('is void when a newer one is issued, or everything of the person is reset', async () => {
    const first = await issued();
    const second = await issued();
    expect(await verify(first)).toMatchObject({ ok: false });
    await bench.own.removeAll({ tenant: acme, subject: ada.subject });
    expect(await verify(second)).toMatchObject({ ok: false });
  });

  test('leaves a line in the log with who issued it, and one when it is used, without the pass', async () => {
    const text = await issued({ by: { kind: 'operator' } });
    await verify(text);
    expect(bench.log.lines).toEqual([
      { level: 'info', event: 'temporary-pass.issued', fields: { tenant: acme, by: 'operator', person: 'ada' } },
      { level: 'info', event: 'temporary-pass.used', fields: { tenant: acme, person: 'ada' } },
    ]);
    expect(JSON.stringify(bench.log.lines)).not.toContain(text.slice(0, 4));
  });

  test.each(['', 'ABCD', '123456', `${'A'.repeat(13)}`, 'UUUU-UUUU-UUUU'])('is told apart from what is none: %s', (text) => {
    expect(bench.pass.use.refuseSlip({ text })).toMatchObject({ ok: false, code: 'second_factor_malformed' });
  });
});

describe('issuing one', () => {
  test('to oneself is refused, by the account that the person holds', async () => {
    const bound = { tenant: acme, connection: 'borealis', subject: ada.subject, boundAt: 1 };
    await bench.storage.bindings.bind({ ...bound, accountId: boss.accountId });
    expect(await bench.pass.issue(order())).toEqual({
      ok: false,
      code: 'temporary_pass_for_oneself',
      because: 'temporary-pass.own-account',
    });
    expect(await bench.pass.issue(order({ by: { kind: 'administrator', accountId: 'other' as AccountId } }))).toMatchObject({ ok: true });
  });

  test.each([
    ['no reason', { reason: ' \n ' }],
    ['no time', { minutes: 0 }],
    ['more than an hour', { minutes: 61 }],
    ['half a minute', { minutes: 0.5 }],
    ['forever', { minutes: Number.POSITIVE_INFINITY }],
  ])('with %s is refused', async (_, more) => {
    expect(await bench.pass.issue(order(more))).toMatchObject({ ok: false, code: 'temporary_pass_reason' });
    expect(await rows()).toEqual([]);
  });

  test('keeps reason, issuer and pass so that a stolen row says nothing', async () => {
    const text = await issued();
    const [row] = await rows();
    const bytes = Buffer.from(row?.sealed ?? []).toString('latin1');
    for (const word of ['phone', 'boss', text, text.replaceAll('-', '')]) expect(bytes).not.toContain(word);
    expect(row).toMatchObject({ kind: 'temporary-pass', expiresAt: bench.clock.now() + 3_600_000 });
  });
});
