import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { answerText, callText, pairingText } from '../../../broker/domain/phone-texts.ts';
import type { Pairing, PhoneDecision, SignedAnswer, SignedCall } from '../../../broker/domain/ports/phone-desk.ts';
import type { PushSubscription } from '../../../broker/domain/ports/push-service.ts';
import { thumbprintOf } from '../../../broker/factors/push/device-key.ts';

export interface SoftwarePhone {
  readonly x: string;
  readonly y: string;
  /** What `/phone/pair` takes. */
  pairing(code: string, more?: { token?: string | null; subscription?: PushSubscription | null; origin?: string }): Pairing;
  /** From now on it is this one. */
  become(device: string): void;
  call(more?: Partial<SignedCall>): SignedCall;
  /** Signed as it says, unless another signature is given. */
  answer(challenge: string, decision: PhoneDecision, number?: string, more?: Partial<SignedAnswer> & { origin?: string }): SignedAnswer;
}

/** A phone as the page of the phone makes one, with a key of its own. */
export function createSoftwarePhone({ origin, now }: { origin: string; now: () => number }): SoftwarePhone {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  let device = '';
  return {
    x,
    y,
    pairing(code, { token = null, subscription = null, origin: at = origin } = {}) {
      const plain = code.replaceAll('-', '');
      const proof = signed(privateKey, pairingText({ origin: at, code: plain, thumbprint: thumbprintOf({ x, y }) }));
      return { code, token, x, y, proof, subscription };
    },
    become(id) {
      device = id;
    },
    call(more = {}) {
      const call = { device, time: now(), nonce: randomBytes(16).toString('base64url'), body: '', ...more };
      return { ...call, signature: more.signature ?? signed(privateKey, callText({ ...call, origin })) };
    },
    answer(challenge, decision, number = '', { origin: at = origin, ...more } = {}) {
      const said = { device, challenge, number, decision, time: now(), ...more };
      return { ...said, signature: more.signature ?? signed(privateKey, answerText({ ...said, origin: at })) };
    },
  };
}

function signed(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}
