/** What phones post, read field by field: one that is missing, too long or of another kind makes the whole be nothing. */
import { type Pairing, phoneDecisions, type SignedAnswer, type SignedCall } from '../domain/ports/phone-desk.ts';
import type { PushSubscription } from '../domain/ports/push-service.ts';

type Fields = Readonly<Record<string, unknown>>;

const longestEndpoint = 2000;

export function pairingIn(body: unknown): Pairing | null {
  const fields = fieldsOf(body);
  const [code, x, y, proof] = [text(fields.code, 40), text(fields.x, 43), text(fields.y, 43), text(fields.proof, 100)];
  const token = fields.token === null ? null : (text(fields.token, 40) ?? undefined);
  const subscription = fields.subscription === null ? null : (subscriptionIn(fields.subscription) ?? undefined);
  if (code === null || x === null || y === null || proof === null || token === undefined || subscription === undefined) return null;
  return { code, token, x, y, proof, subscription };
}

export function callIn(body: unknown): SignedCall | null {
  const fields = fieldsOf(body);
  const [device, nonce, said, signature] = [
    text(fields.device, 40),
    text(fields.nonce, 40),
    text(fields.body, 4096),
    text(fields.signature, 100),
  ];
  const time = timeIn(fields.time);
  if (device === null || nonce === null || said === null || signature === null || time === null) return null;
  return { device, nonce, body: said, signature, time };
}

export function answerIn(body: unknown): SignedAnswer | null {
  const fields = fieldsOf(body);
  const [device, challenge, number, signature] = [
    text(fields.device, 40),
    text(fields.challenge, 40),
    text(fields.number, 20),
    text(fields.signature, 100),
  ];
  const decision = phoneDecisions.find((each) => each === fields.decision);
  const time = timeIn(fields.time);
  if (device === null || challenge === null || number === null || signature === null || decision === undefined || time === null)
    return null;
  return { device, challenge, number, decision, signature, time };
}

function subscriptionIn(value: unknown): PushSubscription | null {
  const fields = fieldsOf(value);
  const [endpoint, p256dh, auth, serverKey] = [
    text(fields.endpoint, longestEndpoint),
    text(fields.p256dh, 100),
    text(fields.auth, 40),
    text(fields.serverKey, 100),
  ];
  if (endpoint === null || p256dh === null || auth === null || serverKey === null) return null;
  return { endpoint, p256dh, auth, serverKey };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function text(value: unknown, longest: number): string | null {
  return typeof value === 'string' && value.length <= longest ? value : null;
}

function timeIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}
