import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generateSync } from 'otplib';
import type { FactorId, SubjectKey, TenantId } from '../../../broker/domain/brands.ts';
import type { Factor } from '../../../broker/domain/ports/factor.ts';
import { createTotp } from '../../../broker/factors/totp.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const ada = { tenant: 'acme' as TenantId, subject: 'ada' as SubjectKey };
const bo = { tenant: 'acme' as TenantId, subject: 'bo' as SubjectKey };
const label = { issuer: 'Acme Help', account: 'ada@borealis.example' };

let clock: ReturnType<typeof createFakeClock>;
let storage: TestStorage;
let totp: Factor;

beforeEach(async () => {
  clock = createFakeClock();
  storage = await openTestStorage({ clock });
  totp = createTotp({ factors: storage.factors, vault: storage.vault, clock, random: createFixedRandom('totp') });
});
afterEach(() => storage.close());

/** The code that an app shows at a moment. */
function codeAt(secretText: string, ms = clock.now()): string {
  return generateSync({ secret: secretText.replaceAll(' ', ''), epoch: Math.floor(ms / 1000) });
}

async function begin(who = ada): Promise<{ factor: FactorId; secretText: string; uri: string }> {
  const factor = (await totp.enrol?.begin(who)) as FactorId;
  const offer = await totp.enrol?.offer(who, factor, label);
  if (!offer) throw new Error('no offer');
  return offer;
}

async function enrolled(who = ada): Promise<string> {
  const { factor, secretText } = await begin(who);
  expect(await totp.enrol?.confirm(who, factor, codeAt(secretText))).toMatchObject({ ok: true });
  clock.advance({ minutes: 1 });
  return secretText;
}

describe('setting up an authenticator app', () => {
  test('offers 160 bits, as an address for the picture and as text', async () => {
    const { uri, secretText } = await begin();
    expect(secretText.replaceAll(' ', '')).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(uri).searchParams.get('secret')).toBe(secretText.replaceAll(' ', ''));
    expect(decodeURIComponent(uri)).toContain('Acme Help:ada@borealis.example');
  });

  test('shows the same set-up again when the page is loaded again', async () => {
    const first = await begin();
    expect(await totp.enrol?.offer(ada, first.factor, label)).toEqual(first);
  });

  test('counts only once a code has proven it', async () => {
    const { secretText } = await begin();
    expect(await totp.verify(ada, codeAt(secretText))).toMatchObject({ ok: false, code: 'second_factor_wrong' });
  });

  test('refuses a wrong code and stays open for the right one', async () => {
    const { factor, secretText } = await begin();
    const wrong = codeAt(secretText) === '000000' ? '000001' : '000000';
    expect(await totp.enrol?.confirm(ada, factor, wrong)).toMatchObject({ ok: false, code: 'second_factor_wrong' });
    expect(await totp.enrol?.confirm(ada, factor, codeAt(secretText))).toMatchObject({ ok: true });
  });

  test('is void after ten minutes', async () => {
    const { factor, secretText } = await begin();
    clock.advance({ minutes: 10 });
    expect(await totp.enrol?.confirm(ada, factor, codeAt(secretText))).toMatchObject({ ok: false, code: 'second_factor_gone' });
    expect(await totp.enrol?.offer(ada, factor, label)).toBeNull();
  });

  test('cannot be finished or seen by somebody else', async () => {
    const { factor, secretText } = await begin();
    expect(await totp.enrol?.confirm(bo, factor, codeAt(secretText))).toMatchObject({ ok: false, code: 'second_factor_gone' });
    expect(await totp.enrol?.offer(bo, factor, label)).toBeNull();
  });

  test('cannot be finished twice', async () => {
    const { factor, secretText } = await begin();
    const code = codeAt(secretText);
    const both = await Promise.all([totp.enrol?.confirm(ada, factor, code), totp.enrol?.confirm(ada, factor, code)]);
    expect(both.filter((verdict) => verdict?.ok)).toHaveLength(1);
  });

  test('keeps at most three set-ups under way', async () => {
    for (let count = 0; count < 5; count += 1) await begin();
    const rows = await storage.factors.list(ada.tenant, ada.subject);
    expect(rows.filter((row) => row.state === 'pending').length).toBeLessThanOrEqual(3);
  });
});

describe('a code of an authenticator app', () => {
  test('passes in its own step and in the next one, as people type it', async () => {
    const secret = await enrolled();
    const code = codeAt(secret);
    clock.advance({ seconds: 30 });
    expect(await totp.verify(ada, ` ${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({ ok: true });
  });

  test('is refused two steps later, and before its time', async () => {
    const secret = await enrolled();
    const code = codeAt(secret);
    const future = codeAt(secret, clock.now() + 30_000);
    expect(await totp.verify(ada, future)).toMatchObject({ ok: false, code: 'second_factor_wrong' });
    clock.advance({ minutes: 1 });
    expect(await totp.verify(ada, code)).toMatchObject({ ok: false, code: 'second_factor_wrong' });
  });

  test('counts once, whoever brings it at the same moment', async () => {
    const secret = await enrolled();
    const code = codeAt(secret);
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => totp.verify(ada, code)));
    expect(verdicts.filter((verdict) => verdict.ok)).toHaveLength(1);
    expect(verdicts.filter((verdict) => !verdict.ok && verdict.code === 'second_factor_used')).toHaveLength(7);
  });

  test('is used up by the set-up that it confirmed', async () => {
    const { factor, secretText } = await begin();
    const code = codeAt(secretText);
    await totp.enrol?.confirm(ada, factor, code);
    expect(await totp.verify(ada, code)).toMatchObject({ ok: false, code: 'second_factor_used' });
  });

  test('of an earlier step is refused once a later one was used', async () => {
    const secret = await enrolled();
    const early = codeAt(secret);
    clock.advance({ seconds: 30 });
    expect(await totp.verify(ada, codeAt(secret))).toMatchObject({ ok: true });
    expect(await totp.verify(ada, early)).toMatchObject({ ok: false, code: 'second_factor_used' });
  });

  test('of somebody else, or of another tenant, is refused', async () => {
    const secret = await enrolled();
    expect(await totp.verify(bo, codeAt(secret))).toMatchObject({ ok: false });
    expect(await totp.verify({ ...ada, tenant: 'umbra' as TenantId }, codeAt(secret))).toMatchObject({ ok: false });
  });

  test.each(['', '12345', '1234567', 'abcdef', '12345a', '١٢٣٤٥٦', '１２３４５６', `${'1'.repeat(5000)}`])(
    'must be six digits: %s',
    async (answer) => {
      await enrolled();
      expect(await totp.verify(ada, answer)).toMatchObject({ ok: false, code: 'second_factor_malformed' });
    },
  );
});
