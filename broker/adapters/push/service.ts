import { createECDH } from 'node:crypto';
import type { TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Outbound, OutboundResponse } from '../../domain/ports/outbound.ts';
import type { PushOutcome, PushService, PushSubscription } from '../../domain/ports/push-service.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { SigningKey, SigningKeys } from '../../domain/ports/signing-keys.ts';
import { encryptPush, readReceiverKeys } from './encrypt.ts';
import { isPushAddress } from './hosts.ts';
import { pointOf, vapidHeader } from './vapid.ts';

const shapeOfTopic = /^[A-Za-z0-9_-]{1,32}$/;
/** What services answer is a line or nothing. */
const maxAnswerBytes = 16 * 1024;

export interface PushServiceDeps {
  readonly keys: Pick<SigningKeys, 'current' | 'trusted'>;
  readonly outbound: Outbound;
  /** Services beside those of the browsers, as exact origins. */
  readonly origins: readonly string[];
  /** An address of the operator that services may write to; null: none. */
  readonly contact: string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Wakes browsers up through the services that they subscribed at. */
export function createPushService(deps: PushServiceDeps): PushService {
  const { keys, outbound, clock, random, log } = deps;

  function refusalOf({ endpoint, p256dh, auth }: PushSubscription): string | null {
    if (!isPushAddress(endpoint, deps.origins)) return 'push.service';
    if (readReceiverKeys(p256dh, auth) === null) return 'push.keys';
    return outbound.refusalOf(endpoint);
  }

  /** The key that this subscription was made with, if we still have it. */
  async function keyFor(tenant: TenantId, { serverKey }: PushSubscription): Promise<SigningKey | null> {
    const trusted = await keys.trusted(tenant, 'push', 'ecdsa-p256');
    return trusted.find((key) => pointOf(key.publicKey) === serverKey) ?? null;
  }

  function failed(tenant: TenantId, because: Exclude<PushOutcome, { sent: true }>['because'], word: string): PushOutcome {
    log.warn('push-not-sent', { tenant, because, code: word });
    return { sent: false, because };
  }

  return {
    async applicationServerKey(tenant) {
      return pointOf((await keys.current(tenant, 'push', 'ecdsa-p256')).publicKey);
    },
    refusalOf,
    async wake(tenant, subscription, { payload, ttlSeconds, topic }) {
      try {
        const refusal = refusalOf(subscription);
        if (refusal !== null) return failed(tenant, 'not-allowed', refusal);
        const key = await keyFor(tenant, subscription);
        if (key === null) return failed(tenant, 'gone', 'push.other-key');
        const { endpoint, p256dh, auth } = subscription;
        const receiver = readReceiverKeys(p256dh, auth);
        if (receiver === null || (topic !== null && !shapeOfTopic.test(topic))) throw new RangeError('a wake-up that cannot be sent');
        const ephemeral = createECDH('prime256v1');
        ephemeral.generateKeys();
        const answer = await outbound.send({
          method: 'POST',
          url: endpoint,
          headers: {
            authorization: vapidHeader(key, { endpoint, contact: deps.contact, now: clock.now() }),
            'content-encoding': 'aes128gcm',
            'content-type': 'application/octet-stream',
            ttl: String(ttlSeconds),
            // Somebody is waiting: a phone that saves its battery is to be woken too (RFC 8030, 5.3).
            urgency: 'high',
            ...(topic === null ? {} : { topic }),
          },
          body: encryptPush(Buffer.from(payload), receiver, { salt: random.bytes(16), ephemeral }),
          maxBytes: maxAnswerBytes,
        });
        const outcome = outcomeOf(answer);
        return outcome.sent ? outcome : failed(tenant, outcome.because, `push.${answer.status}`);
      } catch (error) {
        return failed(tenant, 'unavailable', wordOf(error));
      }
    },
  };
}

/** RFC 8030, 5 and 8.4; 404 and 410 say that there is no such subscription any more (7.3). */
function outcomeOf({ status }: OutboundResponse): PushOutcome {
  if (status >= 200 && status < 300) return { sent: true };
  if (status === 404 || status === 410) return { sent: false, because: 'gone' };
  if (status === 429) return { sent: false, because: 'throttled' };
  return { sent: false, because: status >= 400 && status < 500 ? 'not-allowed' : 'unavailable' };
}

function wordOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'push.failed';
}
