import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FactorId } from '../../../broker/domain/brands.ts';
import { createFactorSeal } from '../../../broker/factors/sealed-factor.ts';
import { Authenticator, type Make } from '../../support/webauthn/authenticator.ts';
import { type KeyBench, openKeyBench, somebody } from '../../support/webauthn/bench.ts';
import { issue } from '../../support/webauthn/certificates.ts';
import { attesting } from '../../support/webauthn/makers.ts';

const ada = somebody('ada');
const bo = somebody('bo');
const origin = ada.tenant.loginOrigin;
const refused = (code: string, because?: string) => expect.objectContaining({ ok: false, code, ...(because && { because }) });

let bench: KeyBench;

beforeEach(async () => {
  bench = await openKeyBench();
});
afterEach(() => bench.close());

const rowsOf = (who = ada) => bench.storage.factors.list(who.tenant.id, who.subject);
const labelOf = async (at = 0) => {
  const row = (await rowsOf())[at];
  if (!row) throw new Error('not set up');
  return (await createFactorSeal(bench.storage.vault).open(row)).label;
};

describe('the offer of a new key', () => {
  test('names our host, three algorithms, and asks nobody for the make of their key', async () => {
    const { options } = await bench.offer(ada);
    expect(JSON.parse(options)).toMatchObject({
      rp: { id: 'acme-login.example', name: 'Acme Help' },
      user: { name: 'ada@borealis.example', displayName: 'Ada Aker' },
      pubKeyCredParams: [{ alg: -8 }, { alg: -7 }, { alg: -257 }],
      attestation: 'none',
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      excludeCredentials: [],
      timeout: 300_000,
    });
  });

  test('asks for a key that stays where it is made where passkeys are off', async () => {
    const { options } = await bench.offer(somebody('ada', { passkeys: false, userVerification: 'required' }));
    expect(JSON.parse(options)).toMatchObject({ authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' } });
  });

  test('always names a person in the same way, and never as we do', async () => {
    const handle = async (who = ada) => (JSON.parse((await bench.offer(who)).options) as { user: { id: string } }).user.id;
    expect(await handle()).toBe(await handle());
    expect(await handle()).not.toBe(await handle(bo));
    expect(Buffer.from(await handle(), 'base64url').toString()).not.toContain('ada');
  });

  test('names the keys that are there, so that none is set up twice', async () => {
    const key = await bench.enrol(ada);
    expect(JSON.parse((await bench.offer(ada)).options)).toMatchObject({ excludeCredentials: [{ id: key.id, type: 'public-key' }] });
  });

  test('stays the same when the page is loaded again, and is gone after five minutes', async () => {
    const { memory, options } = await bench.offer(ada);
    expect(await bench.webauthn.enrol?.offer(ada, memory)).toEqual({ page: 'key', options });
    bench.clock.advance({ minutes: 5 });
    expect(await bench.webauthn.enrol?.offer(ada, memory)).toBeNull();
  });

  test('is refused to whoever has ten keys', async () => {
    for (let count = 0; count < 10; count += 1) await bench.enrol(ada, {}, 'further');
    expect(await bench.webauthn.enrol?.begin(ada)).toEqual(refused('second_factor_too_many'));
  });
});

describe('setting up a key', () => {
  const leaf = issue({ subject: attesting('Borealis') });
  const makes: readonly (readonly [string, Make])[] = [
    ['ES256, without attestation', {}],
    ['EdDSA, without attestation', { algorithm: 'EdDSA' }],
    ['RS256, without attestation', { algorithm: 'RS256' }],
    ['packed, signed by itself', { format: 'packed-self' }],
    ['packed, signed by its maker', { format: 'packed', attestation: [leaf] }],
    ['U2F, which asks for a touch alone', { format: 'fido-u2f', attestation: [leaf], verifies: false }],
    ['a passkey', { isPasskey: true, counts: false }],
  ];
  test.each(makes)('passes and can be used: %s', async (_, make) => {
    const key = await bench.enrol(ada, make);
    expect(await bench.use(ada, key)).toMatchObject({ ok: true });
  });

  test('looks at no statement of a maker that nobody asked for', async () => {
    const forged = issue({ subject: { name: 'nobody' } });
    await bench.enrol(ada, { format: 'fido-u2f', attestation: [forged], aaguid: '01020304-0506-0708-0102-030405060708' });
    expect(await rowsOf()).toHaveLength(1);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }, 'client-data.origin'],
    ['a frame', { client: { crossOrigin: true } }, 'client-data.frame'],
    ['another name', { rpId: 'evil.example' }, 'authenticator-data.party'],
    ['another challenge', { challenge: 'AAAA' }, 'client-data.challenge'],
    ['the use of a key', { type: 'webauthn.get' }, 'client-data.type'],
    ['a key that nobody touched', { without: 1 }, 'authenticator-data.nobody-there'],
    ['a key without its public key', { without: 0x40 }, 'attestation.unreadable'],
    ['another key than it names', { credentialId: 'b3RoZXI' }, 'attestation.other-credential'],
  ])('refuses what was made for %s', async (_, twist, because) => {
    const { memory, options } = await bench.offer(ada);
    const answer = new Authenticator().create(options, origin, twist);
    expect(await bench.confirm(ada, memory, answer)).toEqual(refused('webauthn_wrong', because));
    expect(await rowsOf()).toEqual([]);
  });

  test('refuses an algorithm that was not offered', async () => {
    const { memory, options } = await bench.offer(ada);
    const answer = new Authenticator({ algorithm: 'ES384' }).create(options, origin);
    expect(await bench.confirm(ada, memory, answer)).toEqual(refused('webauthn_wrong', 'authenticator-data.algorithm'));
  });

  test('refuses a key that asks for nothing where it has to, U2F among them', async () => {
    const strict = somebody('ada', { userVerification: 'required' });
    const { memory, options } = await bench.offer(strict);
    const answer = new Authenticator({ verifies: false }).create(options, origin);
    expect(await bench.confirm(strict, memory, answer)).toEqual(refused('webauthn_not_verified'));
  });

  test('refuses a passkey where passkeys are off, and takes a security key in its place', async () => {
    const strict = somebody('ada', { passkeys: false });
    const { memory, options } = await bench.offer(strict);
    expect(await bench.confirm(strict, memory, new Authenticator({ isPasskey: true }).create(options, origin))).toEqual(
      refused('webauthn_passkey_refused'),
    );
    expect(await bench.confirm(strict, memory, new Authenticator().create(options, origin))).toMatchObject({ ok: true });
  });

  test('is finished once, whoever brings the answer at the same moment', async () => {
    const { memory, options } = await bench.offer(ada);
    const answer = new Authenticator().create(options, origin);
    const verdicts = await Promise.all(Array.from({ length: 6 }, () => bench.confirm(ada, memory, answer)));
    expect(verdicts.filter(({ ok }) => ok === true)).toHaveLength(1);
    expect(await rowsOf()).toHaveLength(1);
  });

  test('cannot be finished by somebody else, in another login, or with the challenge of a use', async () => {
    const { memory, options } = await bench.offer(ada);
    const answer = new Authenticator().create(options, origin);
    expect(await bench.confirm(bo, memory, answer)).toEqual(refused('webauthn_over'));
    expect(await bench.confirm({ ...ada, occasion: 'login-2' }, memory, answer)).toEqual(refused('webauthn_over'));
    await bench.enrol(ada);
    const use = await bench.ask(ada);
    const crossed = new Authenticator().create(use.options, origin);
    expect(await bench.confirm(ada, use.memory, crossed, 'further')).toEqual(refused('webauthn_over'));
  });

  test('refuses a key that is there already', async () => {
    const key = await bench.enrol(ada);
    const { memory, options } = await bench.offer(ada);
    expect(await bench.confirm(ada, memory, key.create(options, origin), 'further')).toEqual(refused('webauthn_known_already'));
  });

  test('as the first one is refused when there is one meanwhile, and leaves nothing behind', async () => {
    const { memory, options } = await bench.offer(ada);
    const other = { ...ada, occasion: 'login-2' };
    await bench.enrol(other);
    expect(await bench.confirm(ada, memory, new Authenticator().create(options, origin), 'first')).toEqual(refused('second_factor_gone'));
    expect(await rowsOf()).toHaveLength(1);
  });

  test('keeps the name that it is given, or finds one', async () => {
    const { memory, options } = await bench.offer(ada);
    const answer = new Authenticator().create(options, origin);
    await bench.webauthn.enrol?.confirm(ada, memory, { text: answer, label: '  my\u202e blue\nkey ' }, 'first');
    await bench.enrol(ada, { isPasskey: true }, 'further');
    await bench.enrol(ada, {}, 'further');
    expect(await Promise.all([labelOf(0), labelOf(1), labelOf(2)])).toEqual(
      expect.arrayContaining(['my blue key', 'Passkey', 'Security key']),
    );
  });

  test('keeps what may be asked of it later: model, transports, whether it may be copied', async () => {
    await bench.enrol(ada, { isPasskey: true, aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4' });
    const [row] = await rowsOf();
    if (!row) throw new Error('not set up');
    expect((await createFactorSeal(bench.storage.vault).open(row)).data).toMatchObject({
      aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4',
      transports: 'usb',
      passkey: 'yes',
      backedUp: 'yes',
      proven: 'no',
    });
  });

  test('begins with the count that the key has', async () => {
    const key = new Authenticator();
    key.counter = 40;
    const { memory, options } = await bench.offer(ada);
    await bench.confirm(ada, memory, key.create(options, origin));
    expect((await rowsOf())[0]?.lastStep).toBe(40);
    expect(await bench.use(ada, key, { counter: 40 })).toEqual(refused('webauthn_counter_back'));
  });

  test('is undone by removing it', async () => {
    const key = await bench.enrol(ada);
    const [row] = await rowsOf();
    await bench.storage.factors.remove(ada.tenant.id, ada.subject, row?.id as FactorId);
    await bench.enrol(ada);
    expect(await bench.use(ada, key)).toEqual(refused('webauthn_unknown_key'));
  });
});
