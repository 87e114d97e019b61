import { expect, test } from '@jest/globals';
import type { SamlErrorCode } from '#contract/errors/saml';
import type { SamlRefusal } from '../../../broker/saml/refusal.ts';
import { type ResponseExpectation, type VerifiedResponse, verifyResponse } from '../../../broker/saml/verify-response.ts';
import { anExpectation, encode, now } from './response.ts';

/** One delivery of a message: its text or its form value, and what differs from the usual. */
export interface Delivery {
  readonly xml?: string;
  readonly encoded?: string;
  readonly expect?: Partial<ResponseExpectation>;
  readonly now?: number;
}

/** An attack, the check that must stop it, and its twin: the same delivery without the evil, which must pass. */
export interface Attack {
  readonly name: string;
  readonly code: SamlErrorCode;
  /** The part of the message that the check names; left out where the code says it all. */
  readonly because?: string;
  readonly attack: () => Delivery;
  readonly twin: () => Delivery;
}

export function deliver(delivery: Delivery): VerifiedResponse | SamlRefusal {
  const encoded = delivery.encoded ?? encode(delivery.xml ?? '');
  return verifyResponse({ encoded, now: delivery.now ?? now, expect: anExpectation(delivery.expect) });
}

/** Two tests per attack: it is refused by the check that is meant to, and its twin signs alice in. */
export function describeAttacks(attacks: readonly Attack[]): void {
  for (const { name, code, because, attack, twin } of attacks) {
    test(`refuses ${name}`, () => {
      const answer = deliver(attack());
      expect(answer).toMatchObject(because === undefined ? { ok: false, code } : { ok: false, code, because });
    });
    test(`takes the honest twin of ${name}`, () => {
      expect(deliver(twin())).toMatchObject({ ok: true, assertion: { nameId: { value: 'alice' } } });
    });
  }
}
