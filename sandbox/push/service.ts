/**
 * A push service (RFC 8030) and the browsers that subscribe at it, in one: it takes messages as strictly as the standards
 * say and opens them with the browsers' keys, through a library that is not the broker's.
 */
// The package has no types of its own; the tests' type check finds ours only by this.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./http-ece.d.ts" />
import { createECDH, type ECDH, randomBytes, randomUUID } from 'node:crypto';
import { decrypt } from 'http_ece';
import type { Receiver, WireAnswer, WireRequest } from '../wire.ts';
import { vapidFault } from './vapid.ts';

/** What `PushSubscription.toJSON()` gives in a browser. */
export interface BrowserSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** A message that was taken and opened. */
export interface PushedMessage {
  readonly id: string;
  readonly endpoint: string;
  readonly payload: string;
  readonly ttlSeconds: number;
  readonly urgency: string;
  readonly topic: string | null;
}

export interface SandboxPush {
  readonly receive: Receiver;
  /** Messages that are not replaced by a later one of their topic, in order. */
  messages(): readonly PushedMessage[];
  /** What `pushManager.subscribe({ applicationServerKey })` does. */
  subscribe(serverKey: string): BrowserSubscription;
  /** The person removed the app. */
  expire(endpoint: string): void;
  /** The next messages are answered with these, whatever they are. */
  failNext(status: number, times?: number): void;
}

interface Kept {
  readonly serverKey: string;
  readonly own: ECDH;
  readonly auth: Buffer;
  ended: boolean;
}

const longestBody = 4096;
const prefix = '/push/';

/** `origin` is where the service stands, as subscribers see it; messages come to `/push/...` and subscriptions to `/push`. */
export function createSandboxPush(wish: {
  origin: () => string;
  now?: () => number;
  onPush?: (message: PushedMessage) => void;
}): SandboxPush {
  const now = wish.now ?? Date.now;
  const subscriptions = new Map<string, Kept>();
  const planned: number[] = [];
  let taken: PushedMessage[] = [];

  function subscribe(serverKey: string): BrowserSubscription {
    const own = createECDH('prime256v1');
    own.generateKeys();
    const auth = randomBytes(16);
    const path = `${prefix}${randomUUID()}`;
    subscriptions.set(path, { serverKey, own, auth, ended: false });
    return {
      endpoint: `${wish.origin()}${path}`,
      keys: { p256dh: own.getPublicKey('base64url'), auth: auth.toString('base64url') },
    };
  }

  function take(request: WireRequest): WireAnswer {
    const { headers, path, body } = request;
    const at = subscriptions.get(path);
    if (at === undefined) return told(404, 'no such subscription');
    const plan = planned.shift();
    if (plan !== undefined) return { ...told(plan, 'as was asked for'), ...(plan === 429 ? { headers: { 'retry-after': '30' } } : {}) };
    if (at.ended) return told(410, 'the subscription ended');
    const fault = vapidFault(headers.authorization, { origin: wish.origin(), serverKey: at.serverKey, now: now() });
    if (fault !== null) return told(headers.authorization === undefined ? 401 : 403, fault);
    if (!/^\d{1,10}$/.test(headers.ttl ?? '')) return told(400, 'TTL is missing (RFC 8030, 5.2)');
    const { urgency = 'normal', topic } = headers;
    if (!['very-low', 'low', 'normal', 'high'].includes(urgency)) return told(400, 'no such urgency');
    if (topic !== undefined && !/^[A-Za-z0-9_-]{1,32}$/.test(topic)) return told(400, 'no such topic');
    if (headers['content-encoding'] !== 'aes128gcm') return told(415, 'only aes128gcm (RFC 8291, 4)');
    if (body.length > longestBody) return told(413, 'too large');
    const payload = opened(body, at);
    if (payload === null) return told(400, 'cannot be opened');
    const endpoint = `${wish.origin()}${path}`;
    const message = { id: randomUUID(), endpoint, payload, ttlSeconds: Number(headers.ttl), urgency, topic: topic ?? null };
    taken = [...taken.filter((each) => topic === undefined || each.endpoint !== endpoint || each.topic !== topic), message];
    wish.onPush?.(message);
    return { ...told(201, ''), headers: { location: `${wish.origin()}/message/${message.id}` } };
  }

  return {
    subscribe,
    messages: () => taken,
    expire(endpoint) {
      const at = subscriptions.get(new URL(endpoint).pathname);
      if (at !== undefined) at.ended = true;
    },
    failNext(status, times = 1) {
      for (let each = 0; each < times; each += 1) planned.push(status);
    },
    async receive(request) {
      if (request.method !== 'POST') return null;
      if (request.path === '/push') {
        const serverKey = new URLSearchParams(request.body.toString()).get('applicationServerKey') ?? '';
        return { status: 201, headers: { 'content-type': 'application/json' }, body: JSON.stringify(subscribe(serverKey)) };
      }
      return request.path.startsWith(prefix) ? take(request) : null;
    },
  };
}

function opened(body: Buffer, { own, auth }: Kept): string | null {
  try {
    return decrypt(body, { version: 'aes128gcm', privateKey: own, authSecret: auth }).toString();
  } catch {
    return null;
  }
}

const told = (status: number, body: string): WireAnswer => ({ status, body });
