/** A validation service that somebody imitates, or an answer of the real one that somebody bends on its way. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { createOtpValidation } from '../../../broker/adapters/yubico/validation.ts';
import type { Outbound } from '../../../broker/domain/ports/outbound.ts';
import { Secret } from '../../../broker/domain/secret.ts';
import { createSoftwareKey, type SoftwareKey } from '../../../sandbox/yubico/key.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { type FactorBench, openFactorBench, sceneOf } from '../../support/factors/bench.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { createRecordedLog } from '../../support/recorded-log.ts';

const { attack, honest } = casesOf('token.services');
const secret = Buffer.from('a secret of yubi').toString('base64');
const ada = sceneOf('ada');

type Fields = ReadonlyMap<string, string>;
/** From the honest fields of an answer, and the key it is signed with, to what arrives. */
type Bend = (fields: Fields, sign: (fields: Fields, key?: string) => string) => string;

const lines = (fields: Fields, h: string | null) =>
  [...(h === null ? [] : [['h', h] as const]), ...fields].map(([name, value]) => `${name}=${value}`).join('\r\n');
const withSign: Bend = (fields, sign) => lines(fields, sign(fields));
const changed = (fields: Fields, name: string, value: string): Fields => new Map([...fields, [name, value]]);

let bench: FactorBench;
let key: SoftwareKey;
let bend: Bend;
let asked: number;
beforeEach(async () => {
  key = createSoftwareKey();
  bend = withSign;
  asked = 0;
  const clock = createFakeClock();
  const sign = (fields: Fields, with64 = secret) =>
    createHmac('sha1', Buffer.from(with64, 'base64'))
      .update(
        [...fields]
          .map(([name, value]) => `${name}=${value}`)
          .sort()
          .join('&'),
      )
      .digest('base64');
  const outbound: Outbound = {
    refusalOf: () => null,
    async send({ url }) {
      asked += 1;
      const question = new URL(url).searchParams;
      const fields = new Map([
        ['t', new Date(clock.now()).toISOString().replace(/\.(\d{3})Z$/, 'Z0$1')],
        ['otp', question.get('otp') ?? ''],
        ['nonce', question.get('nonce') ?? ''],
        ['sl', '100'],
        ['status', 'OK'],
      ]);
      return { status: 200, headers: {}, body: new TextEncoder().encode(bend(fields, sign)) };
    },
  };
  const settings = { servers: ['https://validation.example/wsapi/2.0/verify'], clientId: '87', secret: new Secret(secret) };
  const otp = createOtpValidation({ outbound, settings, clock, random: createFixedRandom('otp'), log: createRecordedLog() });
  bench = await openFactorBench({ otp, clock });
});
afterEach(() => bench.close());

const enrolled = () => bench.yubico.enrol?.confirm(ada, {}, { text: key.press() }, 'further');
const verify = (text = key.press()) => bench.yubico.use.verify(ada, {}, { text });

honest('its own answer, signed and to this very question, lets in', async () => {
  expect(await enrolled()).toMatchObject({ ok: true });
  expect(await verify()).toMatchObject({ ok: true });
});

attack.each([
  [
    'another nonce, rightly signed: an answer to another question',
    (fields, sign) => withSign(changed(fields, 'nonce', 'a'.repeat(32)), sign),
  ],
  ['another code, rightly signed', (fields, sign) => withSign(changed(fields, 'otp', createSoftwareKey().press()), sign)],
  ['a time of an hour ago, rightly signed', (fields, sign) => withSign(changed(fields, 't', '2020-01-01T00:00:00Z0000'), sign)],
  ['no signature', (fields) => lines(fields, null)],
  ['the signature of another key', (fields, sign) => lines(fields, sign(fields, Buffer.from('another secret').toString('base64')))],
  ['the signature of an answer that said no', (fields, sign) => lines(fields, sign(changed(fields, 'status', 'BAD_OTP')))],
  ['two states, the good one last', (fields, sign) => `status=BAD_OTP\r\n${withSign(fields, sign)}`],
  ['a state in small letters', (fields, sign) => withSign(changed(fields, 'status', 'ok'), sign)],
  ['a state that nobody knows', (fields, sign) => withSign(changed(fields, 'status', 'OK_SURE'), sign)],
  ['no state', (fields, sign) => withSign(new Map([...fields].filter(([name]) => name !== 'status')), sign)],
  ['a page of a hotel’s network', () => '<html><body>status=OK</body></html>'],
  ['nothing', () => ''],
] as readonly (readonly [string, Bend])[])('an answer with %s lets nobody in', async (_, bent) => {
  await enrolled();
  bend = bent;
  expect(await verify()).toMatchObject({ ok: false });
  expect(await bench.yubico.enrol?.confirm(sceneOf('eve'), {}, { text: createSoftwareKey().press() }, 'first')).toMatchObject({
    ok: false,
  });
});

attack('a service that says yes to everything still lets each code in once', async () => {
  await enrolled();
  const code = key.press();
  expect(await verify(code)).toMatchObject({ ok: true });
  expect(await verify(code)).toMatchObject({ ok: false, code: 'yubikey_used' });
});

attack('a service that says yes to everything is not asked about a stranger’s key', async () => {
  await enrolled();
  asked = 0;
  expect(await verify(createSoftwareKey().press())).toMatchObject({ ok: false, code: 'yubikey_wrong' });
  expect(asked).toBe(0);
});

attack('a public id that was exchanged for one’s own makes no code of one’s own', async () => {
  bend = withSign;
  await enrolled();
  // A service that knows keys by what they encrypt would see through it; ours must not depend on the public id alone.
  const local = new Map([[key.publicId, { serial: null, publicId: key.publicId, privateId: key.privateId, aesKey: key.aesKey }]]);
  const own = await openFactorBench({ storage: bench.storage, clock: bench.clock, keys: local, seed: 'another broker' });
  const foreign = createSoftwareKey().press();
  const bent = `${key.publicId}${foreign.slice(-32)}`;
  expect(await own.yubico.use.verify(ada, {}, { text: bent })).toMatchObject({ ok: false, code: 'yubikey_wrong' });
  expect(await own.yubico.use.verify(ada, {}, { text: key.press() })).toMatchObject({ ok: true });
});
