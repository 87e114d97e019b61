import { describe, expect, test } from '@jest/globals';
import { pointOf, vapidHeader } from '../../../broker/adapters/push/vapid.ts';
import { createSandboxPush } from '../../../sandbox/push/service.ts';
import { vapidFault } from '../../../sandbox/push/vapid.ts';
import { aSigningKey } from '../../support/push/signing-key.ts';

const key = aSigningKey('k');
const serverKey = pointOf(key.publicKey);
const now = Date.UTC(2026, 10, 21);
const endpoint = 'https://fcm.googleapis.com/fcm/send/abc';
const at = { origin: 'https://fcm.googleapis.com', serverKey, now };
const header = (more: Partial<Parameters<typeof vapidHeader>[1]> = {}) => vapidHeader(key, { endpoint, contact: null, now, ...more });
const signedBy = (other: string, more: object) =>
  vapidHeader({ ...aSigningKey(other), publicKey: key.publicKey }, { endpoint, contact: null, now, ...more });

test.each([null, 'https://help.example', 'mailto:ops@help.example'])('our own token is good, with %s as contact', (contact) => {
  expect(vapidFault(header({ contact }), at)).toBeNull();
});

test.each<[string, string | undefined, string]>([
  ['nothing', undefined, 'no vapid token'],
  ['something else', 'Bearer x', 'no vapid token'],
  [
    'a subscription with another key',
    vapidHeader(aSigningKey('o'), { endpoint, contact: null, now }),
    'another key than the subscription was made with',
  ],
  ['a signature of another key', signedBy('o', {}), 'a signature that is not good'],
  ['another service', header({ endpoint: 'https://web.push.apple.com/x' }), 'for another audience'],
  ['yesterday', header({ now: now - 86_400_000 }), 'expired, or for more than a day'],
  ['two days ahead', header({ now: now + 2 * 86_400_000 }), 'expired, or for more than a day'],
  ['a contact that is none', header({ contact: 'http://localhost' }), 'a contact that is none'],
  [
    'a token that says less',
    header().replace(/t=[^.]+/, `t=${Buffer.from('{"alg":"none"}').toString('base64url')}`),
    'not a JWT with ES256',
  ],
])('refused: %s', (_, given, fault) => {
  expect(vapidFault(given, at)).toBe(fault);
});

describe('the service takes no message', () => {
  const push = createSandboxPush({ origin: () => 'https://fcm.googleapis.com', now: () => now });
  const path = new URL(push.subscribe(serverKey).endpoint).pathname;
  const good = { authorization: header(), ttl: '60', 'content-encoding': 'aes128gcm' };
  const post = async (headers: Record<string, string>, body = Buffer.alloc(0)) =>
    (await push.receive({ method: 'POST', path, query: '', headers, body }))?.status;

  test.each<[string, Record<string, string>, number]>([
    ['without a signature', { ttl: '60' }, 401],
    ['with a signature of nobody', { ...good, authorization: 'vapid t=a.b.c, k=d' }, 403],
    ['without a time to live', { authorization: header() }, 400],
    ['of an urgency that there is not', { ...good, urgency: 'now' }, 400],
    ['of a topic that is too long', { ...good, topic: 'x'.repeat(33) }, 400],
    ['in another coding', { ...good, 'content-encoding': 'aesgcm' }, 415],
    ['that it cannot open', good, 400],
  ])('%s', async (_, headers, status) => {
    expect(await post(headers)).toBe(status);
  });

  test('that is too large', async () => {
    expect(await post(good, Buffer.alloc(4097))).toBe(413);
  });

  test('for a browser that it does not know', async () => {
    expect((await push.receive({ method: 'POST', path: '/push/other', query: '', headers: good, body: Buffer.alloc(0) }))?.status).toBe(
      404,
    );
  });
});
