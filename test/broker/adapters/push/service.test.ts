import { createECDH } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemRandom } from '../../../../broker/adapters/clock/system-random.ts';
import { createOutbound } from '../../../../broker/adapters/net/outbound.ts';
import { createPushService } from '../../../../broker/adapters/push/service.ts';
import { createSigningKeys } from '../../../../broker/adapters/seal/signing-keys.ts';
import type { TenantId } from '../../../../broker/domain/brands.ts';
import type { PushSubscription } from '../../../../broker/domain/ports/push-service.ts';
import { type BrowserSubscription, createSandboxPush } from '../../../../sandbox/push/service.ts';
import { standIn } from '../../../support/aws/account.ts';
import { brand } from '../../../support/builders/brand.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';
import { createRecordedLog } from '../../../support/recorded-log.ts';
import { openTestStorage } from '../../../support/storage.ts';

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of closing.splice(0)) await each.close();
});

const tenant = brand<TenantId>('t1');
const wakeUp = { payload: '{"challenge":"c1"}', ttlSeconds: 120, topic: 'c1' };

async function aService(wish: { contact?: string; origins?: readonly string[] } = {}) {
  const clock = createFakeClock();
  const log = createRecordedLog();
  let origin = '';
  const push = createSandboxPush({ origin: () => origin, now: clock.now });
  const server = await standIn(push.receive);
  origin = server.url;
  const storage = await openTestStorage({ clock });
  const keys = createSigningKeys({ vault: storage.vault, keys: storage.signingKeys, random: createFixedRandom('keys'), clock });
  const outbound = createOutbound({ allow: [origin], mode: 'development' });
  const service = createPushService({
    keys,
    outbound,
    origins: wish.origins ?? [origin],
    contact: wish.contact ?? 'https://help.example',
    clock,
    random: systemRandom,
    log,
  });
  closing.push(outbound, server, storage);
  const subscribe = async () =>
    stored(push.subscribe(await service.applicationServerKey(tenant)), await service.applicationServerKey(tenant));
  return { push, service, subscribe, keys, clock, log, origin };
}

const stored = ({ endpoint, keys }: BrowserSubscription, serverKey: string): PushSubscription => ({ endpoint, ...keys, serverKey });

test('a browser gets what was sent, encrypted for it alone and signed by us', async () => {
  const { push, service, subscribe } = await aService();
  expect(await service.wake(tenant, await subscribe(), wakeUp)).toEqual({ sent: true });
  expect(push.messages()).toMatchObject([{ payload: wakeUp.payload, ttlSeconds: 120, urgency: 'high', topic: 'c1' }]);
});

test('a later message of the same topic replaces the one before', async () => {
  const { push, service, subscribe } = await aService();
  const subscription = await subscribe();
  await service.wake(tenant, subscription, { ...wakeUp, payload: 'one' });
  await service.wake(tenant, subscription, { ...wakeUp, payload: 'two' });
  await service.wake(tenant, subscription, { ...wakeUp, payload: 'three', topic: null });
  expect(push.messages().map(({ payload }) => payload)).toEqual(['two', 'three']);
});

test('after an exchange of our keys, browsers that subscribed before are woken with the old one, while there is it', async () => {
  const { service, subscribe, keys, clock } = await aService();
  const before = await subscribe();
  const day = 86_400_000;
  await keys.rotate(tenant, 'push', 'ecdsa-p256', { signsFrom: clock.now(), trustedUntil: clock.now() + 30 * day });
  const after = await subscribe();
  expect(after.serverKey).not.toBe(before.serverKey);
  for (const each of [before, after]) expect(await service.wake(tenant, each, wakeUp)).toEqual({ sent: true });
  clock.advance({ days: 31 });
  expect(await service.wake(tenant, after, wakeUp)).toEqual({ sent: true });
  expect(await service.wake(tenant, before, wakeUp)).toEqual({ sent: false, because: 'gone' });
});

describe('says how it went:', () => {
  test.each([
    [404, 'gone'],
    [410, 'gone'],
    [429, 'throttled'],
    [400, 'not-allowed'],
    [403, 'not-allowed'],
    [413, 'not-allowed'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [302, 'unavailable'],
  ])('%d is %s', async (status, because) => {
    const { push, service, subscribe, log } = await aService();
    const subscription = await subscribe();
    push.failNext(status);
    expect(await service.wake(tenant, subscription, wakeUp)).toEqual({ sent: false, because });
    expect(log.lines).toEqual([{ level: 'warn', event: 'push-not-sent', fields: { tenant, because, code: `push.${status}` } }]);
  });

  test('an app that was removed', async () => {
    const { push, service, subscribe } = await aService();
    const subscription = await subscribe();
    push.expire(subscription.endpoint);
    expect(await service.wake(tenant, subscription, wakeUp)).toEqual({ sent: false, because: 'gone' });
  });

  test('a service that is not there', async () => {
    const { service, subscribe } = await aService({ origins: ['http://127.0.0.1:9'] });
    const subscription = { ...(await subscribe()), endpoint: 'http://127.0.0.1:9/push/x' };
    expect(await service.wake(tenant, subscription, wakeUp)).toMatchObject({ sent: false });
  });
});

describe('nothing is called for', () => {
  test.each<[string, (subscription: PushSubscription) => PushSubscription, string]>([
    ['a service that nobody knows', (each) => ({ ...each, endpoint: 'https://evil.example/push' }), 'push.service'],
    ['an address inside', (each) => ({ ...each, endpoint: 'https://169.254.169.254/latest' }), 'push.service'],
    ['keys that are none', (each) => ({ ...each, p256dh: 'BAAA' }), 'push.keys'],
    ['a secret that is none', (each) => ({ ...each, auth: '' }), 'push.keys'],
  ])('%s', async (_, change, because) => {
    const { push, service, subscribe } = await aService();
    const subscription = change(await subscribe());
    expect(service.refusalOf(subscription)).toBe(because);
    expect(await service.wake(tenant, subscription, wakeUp)).toEqual({ sent: false, because: 'not-allowed' });
    expect(push.messages()).toEqual([]);
  });

  test('a service that the outbound guard refuses, whatever the list says', async () => {
    const { service, subscribe } = await aService({ origins: ['http://10.0.0.1'] });
    const subscription = { ...(await subscribe()), endpoint: 'http://10.0.0.1/push' };
    expect(service.refusalOf(subscription)).toBe('outbound.not-https');
    expect(await service.wake(tenant, subscription, wakeUp)).toEqual({ sent: false, because: 'not-allowed' });
  });
});

test('a message for another browser cannot be opened, and the stand-in says so', async () => {
  const { service, subscribe, push } = await aService();
  const other = { ...(await subscribe()), p256dh: createECDH('prime256v1').generateKeys('base64url') };
  expect(await service.wake(tenant, other, wakeUp)).toEqual({ sent: false, because: 'not-allowed' });
  expect(push.messages()).toEqual([]);
});
