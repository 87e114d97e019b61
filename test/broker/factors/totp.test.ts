import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generateSync } from 'otplib';
import { recommendedMethods } from '#contract/settings/methods';
import type { SubjectKey, TenantId } from '../../../broker/domain/brands.ts';
import type { Enrolling } from '../../../broker/domain/enrolling.ts';
import type { Factor, FactorMemory, FactorScene } from '../../../broker/domain/ports/factor.ts';
import { createFactorSeal } from '../../../broker/factors/sealed-factor.ts';
import { createTotp } from '../../../broker/factors/totp.ts';
import { aFactorScene } from '../../support/builders/factor-scene.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const acme = aTenant({ id: 'acme' as TenantId });
const ada = aFactorScene({ tenant: acme, subject: 'ada' as SubjectKey });
const bo = aFactorScene({ tenant: acme, subject: 'bo' as SubjectKey });

let clock: ReturnType<typeof createFakeClock>;
let storage: TestStorage;
let totp: Factor;

beforeEach(async () => {
  clock = createFakeClock();
  storage = await openTestStorage({ clock });
  totp = createTotp({ factors: storage.factors, seal: createFactorSeal(storage.vault), clock, random: createFixedRandom('totp') });
});
afterEach(() => storage.close());

/** The code that an app shows at a moment. */
function codeAt(secretText: string, ms = clock.now()): string {
  return generateSync({ secret: secretText.replaceAll(' ', ''), epoch: Math.floor(ms / 1000) });
}

interface Begun {
  readonly memory: FactorMemory;
  readonly secretText: string;
  readonly uri: string;
}

async function begin(who = ada): Promise<Begun> {
  const begun = await totp.enrol?.begin(who);
  if (!begun?.ok) throw new Error('not begun');
  return { memory: begun.memory, ...(await offered(who, begun.memory)) };
}

async function offered(who: FactorScene, memory: FactorMemory) {
  const offer = await totp.enrol?.offer(who, memory);
  if (offer?.page !== 'scan') throw new Error('no offer');
  return { secretText: offer.secretText, uri: offer.uri };
}

const confirm = (who: FactorScene, { memory }: Pick<Begun, 'memory'>, text: string, standing: Enrolling = 'first') =>
  totp.enrol?.confirm(who, memory, { text }, standing);
const verify = (who: FactorScene, text: string) => totp.use.verify(who, {}, { text });

async function enrolled(who = ada, standing: Enrolling = 'first'): Promise<string> {
  const begun = await begin(who);
  expect(await confirm(who, begun, codeAt(begun.secretText), standing)).toMatchObject({ ok: true });
  clock.advance({ minutes: 1 });
  return begun.secretText;
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
    expect({ memory: first.memory, ...(await offered(ada, first.memory)) }).toEqual(first);
  });

  test('counts only once a code has proven it', async () => {
    const { secretText } = await begin();
    expect(await verify(ada, codeAt(secretText))).toMatchObject({ ok: false, code: 'second_factor_wrong' });
  });

  test('refuses a wrong code and stays open for the right one', async () => {
    const begun = await begin();
    const { secretText } = begun;
    const wrong = codeAt(secretText) === '000000' ? '000001' : '000000';
    expect(await confirm(ada, begun, wrong)).toMatchObject({ ok: false, code: 'second_factor_wrong' });
    expect(await confirm(ada, begun, codeAt(secretText))).toMatchObject({ ok: true });
  });

  test('is void after ten minutes', async () => {
    const begun = await begin();
    const { secretText } = begun;
    clock.advance({ minutes: 10 });
    expect(await confirm(ada, begun, codeAt(secretText))).toMatchObject({ ok: false, code: 'second_factor_gone' });
    expect(await totp.enrol?.offer(ada, begun.memory)).toBeNull();
  });

  test('cannot be finished or seen by somebody else', async () => {
    const begun = await begin();
    const { secretText } = begun;
    expect(await confirm(bo, begun, codeAt(secretText))).toMatchObject({ ok: false, code: 'second_factor_gone' });
    expect(await totp.enrol?.offer(bo, begun.memory)).toBeNull();
  });

  test('cannot be finished twice', async () => {
    const begun = await begin();
    const { secretText } = begun;
    const code = codeAt(secretText);
    const both = await Promise.all([confirm(ada, begun, code), confirm(ada, begun, code)]);
    expect(both.filter((verdict) => verdict?.ok)).toHaveLength(1);
  });

  test('keeps at most three set-ups under way', async () => {
    for (let count = 0; count < 5; count += 1) await begin();
    const rows = await storage.factors.list(acme.id, ada.subject);
    expect(rows.filter((row) => row.state === 'pending').length).toBeLessThanOrEqual(3);
  });
});

describe('several apps', () => {
  test('of one person count each by itself, once one of them was shown', async () => {
    const phone = await enrolled();
    const begun = await begin();
    expect(await confirm(ada, begun, codeAt(begun.secretText), 'first')).toMatchObject({ ok: false, code: 'second_factor_gone' });
    const tablet = await enrolled(ada, 'further');
    expect(await verify(ada, codeAt(phone))).toMatchObject({ ok: true });
    expect(await verify(ada, codeAt(tablet))).toMatchObject({ ok: true });
  });

  test('have the names that people give them', async () => {
    const begun = await begin();
    await totp.enrol?.confirm(ada, begun.memory, { text: codeAt(begun.secretText), label: '  Ada’s\n\u202ephone ' }, 'first');
    const [row] = await storage.factors.list(acme.id, ada.subject);
    if (row === undefined) throw new Error('no factor');
    expect((await createFactorSeal(storage.vault).open(row)).label).toBe('Ada’s phone');
  });

  test('are ten at most', async () => {
    await enrolled();
    for (let count = 1; count < 10; count += 1) await enrolled(ada, 'further');
    expect(await totp.enrol?.begin(ada)).toMatchObject({ ok: false, code: 'second_factor_too_many' });
  });
});

describe('a clock that is off', () => {
  const shifts = { none: [false, true, false], previous: [true, true, false], both: [true, true, true] } as const;
  test.each(['none', 'previous', 'both'] as const)('counts as the settings say: %s', async (drift) => {
    const secret = await enrolled();
    const scene = { ...ada, methods: { ...recommendedMethods, totp: { enabled: true, drift } } };
    for (const [index, passes] of shifts[drift].entries()) {
      clock.advance({ minutes: 5 });
      const verdict = await verify(scene, codeAt(secret, clock.now() + (index - 1) * 30_000));
      expect([index, verdict.ok]).toEqual([index, passes]);
    }
  });

  test('set back by a minute makes no used code count again', async () => {
    const secret = await enrolled();
    const code = codeAt(secret);
    expect(await verify(ada, code)).toMatchObject({ ok: true });
    clock.advance({ seconds: -30 });
    expect(await verify(ada, code)).toMatchObject({ ok: false });
    expect(await verify(ada, codeAt(secret))).toMatchObject({ ok: false, code: 'second_factor_used' });
  });
});

test('a row that is given to somebody else opens for nobody', async () => {
  const secret = await enrolled();
  const [row] = await storage.factors.list(acme.id, ada.subject);
  if (row === undefined) throw new Error('no factor');
  await storage.factors.remove(acme.id, ada.subject, row.id);
  await storage.factors.insert({ ...row, subject: bo.subject });
  await expect(verify(bo, codeAt(secret))).rejects.toMatchObject({ code: 'sealed_value_unreadable' });
});

describe('a code of an authenticator app', () => {
  test('passes in its own step and in the next one, as people type it', async () => {
    const secret = await enrolled();
    const code = codeAt(secret);
    clock.advance({ seconds: 30 });
    expect(await verify(ada, ` ${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({ ok: true });
  });

  test('is refused two steps later, and before its time', async () => {
    const secret = await enrolled();
    const code = codeAt(secret);
    const future = codeAt(secret, clock.now() + 30_000);
    expect(await verify(ada, future)).toMatchObject({ ok: false, code: 'second_factor_wrong' });
    clock.advance({ minutes: 1 });
    expect(await verify(ada, code)).toMatchObject({ ok: false, code: 'second_factor_wrong' });
  });

  test('counts once, whoever brings it at the same moment', async () => {
    const secret = await enrolled();
    const code = codeAt(secret);
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => verify(ada, code)));
    expect(verdicts.filter((verdict) => verdict.ok)).toHaveLength(1);
    expect(verdicts.filter((verdict) => !verdict.ok && verdict.code === 'second_factor_used')).toHaveLength(7);
  });

  test('is used up by the set-up that it confirmed', async () => {
    const begun = await begin();
    const { secretText } = begun;
    const code = codeAt(secretText);
    await confirm(ada, begun, code);
    expect(await verify(ada, code)).toMatchObject({ ok: false, code: 'second_factor_used' });
  });

  test('of an earlier step is refused once a later one was used', async () => {
    const secret = await enrolled();
    const early = codeAt(secret);
    clock.advance({ seconds: 30 });
    expect(await verify(ada, codeAt(secret))).toMatchObject({ ok: true });
    expect(await verify(ada, early)).toMatchObject({ ok: false, code: 'second_factor_used' });
  });

  test('of somebody else, or of another tenant, is refused', async () => {
    const secret = await enrolled();
    expect(await verify(bo, codeAt(secret))).toMatchObject({ ok: false });
    expect(await verify({ ...ada, tenant: aTenant({ id: 'umbra' as TenantId }) }, codeAt(secret))).toMatchObject({ ok: false });
  });

  test.each(['', '12345', '1234567', 'abcdef', '12345a', '١٢٣٤٥٦', '１２３４５６', `${'1'.repeat(5000)}`])(
    'must be six digits: %s',
    async (answer) => {
      await enrolled();
      expect(await verify(ada, answer)).toMatchObject({ ok: false, code: 'second_factor_malformed' });
    },
  );
});
