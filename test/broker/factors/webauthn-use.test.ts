import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FactorId, TenantId } from '../../../broker/domain/brands.ts';
import { createFactorSeal } from '../../../broker/factors/sealed-factor.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { type KeyBench, openKeyBench, somebody } from '../../support/webauthn/bench.ts';

const ada = somebody('ada');
const bo = somebody('bo');
const origin = ada.tenant.loginOrigin;
const refused = (code: string, because?: string) => expect.objectContaining({ ok: false, code, ...(because && { because }) });

let bench: KeyBench;

beforeEach(async () => {
  bench = await openKeyBench();
});
afterEach(() => bench.close());

describe('using a security key', () => {
  test.each(['ES256', 'EdDSA', 'RS256'] as const)('passes with what the key signed: %s', async (algorithm) => {
    const key = await bench.enrol(ada, { algorithm });
    const [row] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    bench.clock.advance({ minutes: 1 });
    expect(await bench.use(ada, key)).toEqual({ ok: true, factor: row?.id });
    const [used] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    expect([used?.lastStep, used?.lastUsedAt]).toEqual([1, bench.clock.now()]);
  });

  test('asks for the keys that the person has, by our name, with a challenge of 32 bytes for five minutes', async () => {
    const key = await bench.enrol(ada);
    const { options } = await bench.ask(ada);
    const asked = JSON.parse(options) as Record<string, unknown>;
    expect(asked).toMatchObject({
      rpId: 'acme-login.example',
      allowCredentials: [{ id: key.id, type: 'public-key', transports: ['usb'] }],
      userVerification: 'preferred',
      timeout: 300_000,
    });
    expect(Buffer.from(String(asked.challenge), 'base64url')).toHaveLength(32);
  });

  test('shows the same challenge however often the page is loaded', async () => {
    await bench.enrol(ada);
    const { memory, options } = await bench.ask(ada);
    expect(await bench.webauthn.use.prompt(ada, memory)).toEqual({ page: 'key', options });
  });

  test.each([
    ['another site, a copy of our page', { origin: 'https://acme-login.example.evil.example' }, 'client-data.origin'],
    ['our portal', { origin: 'https://acme.example' }, 'client-data.origin'],
    ['our host without encryption', { origin: 'http://acme-login.example' }, 'client-data.origin'],
    ['another port', { origin: 'https://acme-login.example:8443' }, 'client-data.origin'],
    ['a frame in a page of somebody else', { client: { crossOrigin: true } }, 'client-data.frame'],
    ['a frame in a named page', { client: { topOrigin: 'https://evil.example' } }, 'client-data.frame'],
    ['a key for another name', { rpId: 'evil.example' }, 'authenticator-data.party'],
    ['a key for the name above ours', { rpId: 'example' }, 'authenticator-data.party'],
    ['another challenge', { challenge: Buffer.alloc(32, 7).toString('base64url') }, 'client-data.challenge'],
    ['no challenge', { challenge: '' }, 'client-data.challenge'],
    ['the making of a key', { type: 'webauthn.create' }, 'client-data.type'],
    ['a payment', { type: 'payment.get' }, 'client-data.type'],
    ['a key that nobody touched', { without: 1 }, 'authenticator-data.nobody-there'],
    ['a changed signature', { forged: true }, 'signature'],
    ['a key that now may be copied', { isPasskey: true }, 'authenticator-data.backup-eligibility'],
    ['the key of another account', { userHandle: 'c29tZWJvZHkgZWxzZQ' }, 'user-handle'],
  ])('refuses what was made for %s', async (_, twist, because) => {
    const key = await bench.enrol(ada);
    expect(await bench.use(ada, key, twist)).toEqual(refused('webauthn_wrong', because));
    const [row] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    expect(row?.lastStep).toBe(0);
  });

  test('takes an answer once', async () => {
    const key = await bench.enrol(ada);
    const { memory, options } = await bench.ask(ada);
    const answer = key.get(options, origin);
    expect(await bench.verify(ada, memory, answer)).toMatchObject({ ok: true });
    expect(await bench.verify(ada, memory, answer)).toEqual(refused('webauthn_over'));
    expect(await bench.webauthn.use.prompt(ada, memory)).toBeNull();
  });

  test('takes one of answers that are brought at the same moment', async () => {
    const key = await bench.enrol(ada);
    const { memory, options } = await bench.ask(ada);
    const answers = Array.from({ length: 8 }, () => key.get(options, origin));
    const verdicts = await Promise.all(answers.map((answer) => bench.verify(ada, memory, answer)));
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(verdicts.filter((verdict) => !verdict.ok && verdict.code === 'webauthn_over')).toHaveLength(7);
  });

  test('takes one of two answers with the same count, from two logins at the same moment', async () => {
    const key = await bench.enrol(ada);
    const logins = [ada, { ...ada, occasion: 'login-2' }];
    const asked = await Promise.all(logins.map((login) => bench.ask(login)));
    const answers = asked.map(({ options }) => key.get(options, origin, { counter: 9 }));
    const verdicts = await Promise.all(logins.map((login, at) => bench.verify(login, asked[at]?.memory ?? {}, answers[at] ?? '')));
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(verdicts).toContainEqual(refused('webauthn_counter_back'));
  });

  test('takes none after five minutes, and none of a challenge that a newer one replaced', async () => {
    const key = await bench.enrol(ada);
    const old = await bench.ask(ada);
    const { memory, options } = await bench.ask(ada);
    expect(await bench.verify(ada, old.memory, key.get(old.options, origin))).toEqual(refused('webauthn_over'));
    bench.clock.advance({ minutes: 5 });
    expect(await bench.verify(ada, memory, key.get(options, origin))).toEqual(refused('webauthn_over'));
  });

  test('leaves no challenge behind that outlives the login', async () => {
    const soon = { ...ada, until: bench.clock.now() + 60_000 };
    await bench.enrol(ada);
    const { memory, options } = await bench.ask(soon);
    expect(JSON.parse(options)).toMatchObject({ timeout: 60_000 });
    bench.clock.advance({ minutes: 1 });
    expect(await bench.webauthn.use.prompt(soon, memory)).toBeNull();
  });

  test('takes no answer to the challenge of another login, of another person, or of a set-up', async () => {
    const key = await bench.enrol(ada);
    const theirs = await bench.enrol(bo);
    const { memory, options } = await bench.ask(ada);
    expect(await bench.verify({ ...ada, occasion: 'login-2' }, memory, key.get(options, origin))).toEqual(refused('webauthn_over'));
    expect(await bench.verify(bo, memory, theirs.get(options, origin))).toEqual(refused('webauthn_over'));
    const setUp = await bench.offer(ada);
    expect(await bench.verify(ada, setUp.memory, key.get(setUp.options, origin))).toEqual(refused('webauthn_over'));
    expect(await bench.verify(ada, {}, key.get(options, origin))).toEqual(refused('webauthn_over'));
  });

  test('goes on after a wrong answer, but not after ten', async () => {
    const key = await bench.enrol(ada);
    const { memory, options } = await bench.ask(ada);
    const wrong = () => bench.verify(ada, memory, key.get(options, origin, { forged: true }));
    for (let count = 0; count < 9; count += 1) expect(await wrong()).toEqual(refused('webauthn_wrong'));
    expect(await bench.verify(ada, memory, key.get(options, origin))).toMatchObject({ ok: true });
    const again = await bench.ask(ada);
    for (let count = 0; count < 10; count += 1) await bench.verify(ada, again.memory, key.get(again.options, origin, { forged: true }));
    expect(await bench.verify(ada, again.memory, key.get(again.options, origin))).toEqual(refused('webauthn_over'));
  });

  test('refuses the key of somebody else, and one that nobody knows', async () => {
    await bench.enrol(ada);
    const theirs = await bench.enrol(bo);
    expect(await bench.use(ada, theirs)).toEqual(refused('webauthn_unknown_key'));
    expect(await bench.use(ada, theirs, { credentialId: 'bm9ib2R5' })).toEqual(refused('webauthn_unknown_key'));
  });

  test('refuses a key of somebody else that bears the name of one’s own', async () => {
    const own = await bench.enrol(ada);
    const theirs = await bench.enrol(bo);
    expect(await bench.use(ada, theirs, { credentialId: own.id })).toEqual(refused('webauthn_wrong', 'signature'));
  });

  test('refuses a key that was set up at another tenant, also under the same host', async () => {
    const umbra = somebody('ada', {}, { tenant: aTenant({ id: 'umbra' as TenantId }) });
    const key = await bench.enrol(ada);
    await bench.enrol(umbra);
    expect(await bench.use(umbra, key)).toEqual(refused('webauthn_unknown_key'));
  });

  test('does not open a row that was given to somebody else', async () => {
    await bench.enrol(ada);
    await bench.enrol(bo);
    const [stolen] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    const [own] = await bench.storage.factors.list(bo.tenant.id, bo.subject);
    if (!stolen || !own) throw new Error('not set up');
    await bench.storage.factors.reseal({ ...own, sealed: stolen.sealed });
    await expect(bench.ask(bo)).rejects.toMatchObject({ code: 'sealed_value_unreadable' });
  });

  test('refuses a key that was removed while it was asked for', async () => {
    const key = await bench.enrol(ada);
    const { memory, options } = await bench.ask(ada);
    const [row] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    await bench.storage.factors.remove(ada.tenant.id, ada.subject, row?.id as FactorId);
    expect(await bench.verify(ada, memory, key.get(options, origin))).toEqual(refused('webauthn_unknown_key'));
    expect(await bench.webauthn.use.prompt(ada, memory)).toBeNull();
  });

  test('lets any of several keys answer', async () => {
    const keys = [await bench.enrol(ada), await bench.enrol(ada, { algorithm: 'EdDSA' }, 'further')];
    for (const key of keys) expect(await bench.use(ada, key)).toMatchObject({ ok: true });
  });
});

describe('the counter of a key', () => {
  test('that stands still or goes back is refused, and everybody is told', async () => {
    const key = await bench.enrol(ada);
    expect(await bench.use(ada, key, { counter: 7 })).toMatchObject({ ok: true });
    expect(await bench.use(ada, key, { counter: 7 })).toEqual(refused('webauthn_counter_back'));
    expect(await bench.use(ada, key, { counter: 3 })).toEqual(refused('webauthn_counter_back'));
    expect(bench.told.slice(0, 2)).toEqual([
      { kind: 'key-cloned' },
      { kind: 'key-cloned', person: 'ada@borealis.example', subject: ada.subject },
    ]);
    expect(bench.log.lines).toContainEqual({
      level: 'warn',
      event: 'second-factor.key-cloned',
      fields: { tenant: 'acme', code: 'webauthn_counter_back', because: 'webauthn.counter-went-back' },
    });
    expect(await bench.use(ada, key, { counter: 8 })).toMatchObject({ ok: true });
  });

  test('that went to 0 is refused as well', async () => {
    const key = await bench.enrol(ada);
    expect(await bench.use(ada, key, { counter: 7 })).toMatchObject({ ok: true });
    expect(await bench.use(ada, key, { counter: 0 })).toEqual(refused('webauthn_counter_back'));
  });

  test('raises no alarm where nothing is signed', async () => {
    const key = await bench.enrol(ada);
    await bench.use(ada, key, { counter: 7 });
    expect(await bench.use(ada, key, { counter: 3, forged: true })).toEqual(refused('webauthn_wrong', 'signature'));
    expect(bench.told).toEqual([]);
  });

  test('may always be 0, as passkeys have it, and every use is written down', async () => {
    const key = await bench.enrol(ada, { isPasskey: true, counts: false });
    for (const _ of [1, 2]) {
      bench.clock.advance({ minutes: 1 });
      expect(await bench.use(ada, key)).toMatchObject({ ok: true });
      const [row] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
      expect([row?.lastStep, row?.lastUsedAt]).toEqual([0, bench.clock.now()]);
    }
  });

  test('is sealed with nothing else in clear: no id, no public key, no label', async () => {
    const key = await bench.enrol(ada);
    const [row] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    if (!row) throw new Error('not set up');
    expect(Buffer.from(row.sealed).includes(key.id)).toBe(false);
    expect((await createFactorSeal(bench.storage.vault).open(row)).data.id).toBe(key.id);
  });
});

describe('what a tenant asks of keys', () => {
  const strict = somebody('ada', { userVerification: 'required' });
  const noPasskeys = somebody('ada', { passkeys: false });

  test('a key that asks for nothing passes unless it has to', async () => {
    const key = await bench.enrol(ada, { verifies: false });
    expect(await bench.use(ada, key)).toMatchObject({ ok: true });
    expect(await bench.use(strict, key)).toEqual(refused('webauthn_not_verified'));
  });

  test('a key that asked for a PIN, a finger or a face passes where it has to', async () => {
    const key = await bench.enrol(strict);
    expect(JSON.parse((await bench.ask(strict)).options)).toMatchObject({ userVerification: 'required' });
    expect(await bench.use(strict, key)).toMatchObject({ ok: true });
  });

  test('a passkey does not count any more once passkeys are off', async () => {
    const passkey = await bench.enrol(ada, { isPasskey: true });
    const own = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    expect(await bench.webauthn.isAtHand(ada, own)).toBe(true);
    expect(await bench.webauthn.isAtHand(noPasskeys, own)).toBe(false);
    const { memory, options } = await bench.ask(ada);
    expect(await bench.webauthn.use.prompt(noPasskeys, memory)).toBeNull();
    expect(await bench.verify(noPasskeys, memory, passkey.get(options, origin))).toEqual(refused('webauthn_passkey_refused'));
  });

  test('only keys that count are asked for', async () => {
    await bench.enrol(ada, { isPasskey: true });
    const key = await bench.enrol(ada, {}, 'further');
    expect(JSON.parse((await bench.ask(noPasskeys)).options)).toMatchObject({ allowCredentials: [{ id: key.id }] });
    expect(await bench.use(noPasskeys, key)).toMatchObject({ ok: true });
  });

  test('the answer is no guess, and what is no answer is a slip', () => {
    expect(bench.webauthn.isGuessable).toBe(false);
    expect(bench.webauthn.use.refuseSlip({ text: '123456' })).toEqual(refused('webauthn_malformed'));
    expect(bench.webauthn.isOffered({ methods: { ...ada.methods, webauthn: { ...ada.methods.webauthn, enabled: false } } })).toBe(false);
  });
});
