import { afterEach, describe, expect, test } from '@jest/globals';
import { systemRandom } from '../../../../broker/adapters/clock/system-random.ts';
import { createOutbound } from '../../../../broker/adapters/net/outbound.ts';
import { createOtpValidation } from '../../../../broker/adapters/yubico/validation.ts';
import { Secret } from '../../../../broker/domain/secret.ts';
import { readYubicoOtp, type YubicoOtp } from '../../../../broker/domain/yubico-otp.ts';
import type { Receiver, WireAnswer } from '../../../../sandbox/wire.ts';
import { createSoftwareKey } from '../../../../sandbox/yubico/key.ts';
import { createSandboxValidation } from '../../../../sandbox/yubico/server.ts';
import { standIn } from '../../../support/aws/account.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createRecordedLog } from '../../../support/recorded-log.ts';

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of closing.splice(0)) await each.close();
});

const client = { id: '87', secret: Buffer.from('a secret of yubi').toString('base64') };

function read(text: string): YubicoOtp {
  const otp = readYubicoOtp(text);
  if (otp === null) throw new Error('no code');
  return otp;
}

interface Wish {
  readonly secret?: string;
  readonly clientId?: string;
  /** Changes what the server answers on its way. */
  readonly onTheWay?: (body: string) => string;
  /** Stand in front of the real one. */
  readonly first?: Receiver;
}

async function aValidation({ secret = client.secret, clientId = client.id, onTheWay = (body) => body, first }: Wish = {}) {
  const clock = createFakeClock();
  const sandbox = createSandboxValidation({ client, now: clock.now });
  const key = createSoftwareKey();
  sandbox.add(key);
  const changed = (answer: WireAnswer | null) => answer && { ...answer, body: onTheWay(answer.body ?? '') };
  const servers = [
    ...(first === undefined ? [] : [await standIn(first)]),
    await standIn(async (request) => changed(await sandbox.receive(request))),
  ];
  const outbound = createOutbound({ allow: servers.map(({ url }) => url), mode: 'development' });
  closing.push(outbound, ...servers);
  const log = createRecordedLog();
  const validation = createOtpValidation({
    outbound,
    settings: { servers: servers.map(({ url }) => `${url}/wsapi/2.0/verify`), clientId, secret: new Secret(secret) },
    clock,
    random: systemRandom,
    log,
  });
  return { sandbox, key, validation, clock, log };
}

test('a code counts once', async () => {
  const { key, validation } = await aValidation();
  const [one, two] = [read(key.press()), read(key.press())];
  expect(await validation.validate(one)).toEqual({ valid: true });
  expect(await validation.validate(one)).toEqual({ valid: false, because: 'replayed' });
  expect(await validation.validate(two)).toEqual({ valid: true });
});

test('codes older than the last one, and of keys that nobody knows, are refused', async () => {
  const { key, validation } = await aValidation();
  const [old, last] = [read(key.press()), read(key.press())];
  expect(await validation.validate(last)).toEqual({ valid: true });
  expect(await validation.validate(old)).toEqual({ valid: false, because: 'replayed' });
  expect(await validation.validate(read(createSoftwareKey().press()))).toEqual({ valid: false, because: 'bad' });
});

describe('every status but OK is a refusal:', () => {
  test.each([
    ['BAD_OTP', 'bad'],
    ['REPLAYED_OTP', 'replayed'],
    ['DELAYED_OTP', 'replayed'],
    ['REPLAYED_REQUEST', 'replayed'],
    ['BAD_SIGNATURE', 'not-allowed'],
    ['MISSING_PARAMETER', 'not-allowed'],
    ['NO_SUCH_CLIENT', 'not-allowed'],
    ['OPERATION_NOT_ALLOWED', 'not-allowed'],
    ['BACKEND_ERROR', 'unavailable'],
    ['NOT_ENOUGH_ANSWERS', 'unavailable'],
    ['SOMETHING_NEW', 'untrusted'],
    ['ok', 'untrusted'],
    ['toString', 'untrusted'],
  ])('%s is %s', async (status, because) => {
    const { sandbox, key, validation } = await aValidation();
    sandbox.answerNext(status);
    expect(await validation.validate(read(key.press()))).toEqual({ valid: false, because });
  });
});

describe('an answer is believed only if it is the answer:', () => {
  test.each<[string, (body: string) => string]>([
    ['no signature', (body) => body.replace(/^h=.*\r\n/, '')],
    ['another signature', (body) => body.replace(/^h=./, 'h=_')],
    ['REPLAYED_OTP made OK', (body) => body.replace('REPLAYED_OTP', 'OK')],
    ['another code', (body) => body.replace(/otp=./, 'otp=a')],
    ['another nonce', (body) => body.replace(/nonce=./, 'nonce=z')],
    ['a second status', (body) => `${body}status=OK\r\n`],
    ['a second status in front', (body) => `status=OK\r\n${body}`],
    ['a page', () => '<html>OK</html>'],
    ['nothing', () => ''],
  ])('%s', async (_, onTheWay) => {
    const { sandbox, key, validation } = await aValidation({ onTheWay });
    sandbox.answerNext('REPLAYED_OTP');
    expect(await validation.validate(read(key.press()))).toEqual({ valid: false, because: 'untrusted' });
  });

  test('a good answer to an earlier question', async () => {
    let kept = '';
    const { key, validation } = await aValidation({
      onTheWay(body) {
        kept = kept === '' ? body : kept;
        return kept;
      },
    });
    const otp = read(key.press());
    expect(await validation.validate(otp)).toEqual({ valid: true });
    expect(await validation.validate(otp)).toEqual({ valid: false, because: 'untrusted' });
  });

  test('a good answer of yesterday', async () => {
    const { key, validation, clock } = await aValidation({
      onTheWay(body) {
        clock.advance({ minutes: 11 });
        return body;
      },
    });
    expect(await validation.validate(read(key.press()))).toEqual({ valid: false, because: 'untrusted' });
  });
});

describe('an operator who made a mistake learns of it from the log:', () => {
  test.each<[string, Wish]>([
    ['another client', { clientId: '88' }],
    ['another secret', { secret: Buffer.from('other').toString('base64') }],
  ])('%s', async (_, wish) => {
    const { key, validation, log } = await aValidation(wish);
    expect(await validation.validate(read(key.press()))).toEqual({ valid: false, because: 'not-allowed' });
    expect(log.lines).toMatchObject([{ event: 'otp-not-validated', fields: { because: 'not-allowed' } }]);
  });
});

describe('the next server is asked when the first', () => {
  test.each<[string, Receiver]>([
    ['is broken', async () => ({ status: 500, body: '' })],
    ['cannot be believed', async () => ({ status: 200, body: 'status=OK' })],
    ['is not Yubico', async () => ({ status: 302, headers: { location: 'https://evil.example' } })],
  ])('%s', async (_, first) => {
    const { key, validation, log } = await aValidation({ first });
    expect(await validation.validate(read(key.press()))).toEqual({ valid: true });
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain(key.publicId);
  });

  test('and the second is not asked what the first has settled', async () => {
    const other = createSandboxValidation({ client, now: createFakeClock().now });
    const { sandbox, key, validation } = await aValidation({ first: other.receive });
    expect(await validation.validate(read(key.press()))).toEqual({ valid: false, because: 'bad' });
    expect(sandbox.asked).toEqual([]);
  });

  test('nobody is there', async () => {
    const { key } = await aValidation();
    const outbound = createOutbound({ allow: ['http://127.0.0.1:9'], mode: 'development' });
    closing.push(outbound);
    const log = createRecordedLog();
    const lonely = createOtpValidation({
      outbound,
      settings: {
        servers: ['http://127.0.0.1:9/wsapi/2.0/verify', 'http://10.1.2.3/wsapi/2.0/verify'],
        clientId: client.id,
        secret: new Secret(client.secret),
      },
      clock: createFakeClock(),
      random: systemRandom,
      log,
    });
    expect(await lonely.validate(read(key.press()))).toEqual({ valid: false, because: 'unavailable' });
    expect(log.lines.map(({ fields }) => fields.because)).toEqual(['outbound_failed', 'outbound_refused']);
  });
});
