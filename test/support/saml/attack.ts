import { describe, expect } from '@jest/globals';
import type { SamlErrorCode } from '#contract/errors/saml';
import type { SamlRefusal } from '../../../broker/saml/refusal.ts';
import { type ResponseExpectation, type VerifiedResponse, verifyResponse } from '../../../broker/saml/verify-response.ts';
import { casesOf } from '../attacks/cases.ts';
import { type AttackClass, attackClasses } from '../attacks/classes.ts';
import { anExpectation, encode, now, responseXml, swap } from './response.ts';
import { signAssertion } from './sign.ts';

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

/** A message as an honest provider sends it, its assertion signed. */
export const honest = (): string => signAssertion(responseXml());
export const twin = (): Delivery => ({ xml: honest() });
/** That message with one place of it changed afterwards. */
export const edited = (from: string, to: string) => (): Delivery => ({ xml: swap(honest(), from, to) });

/** Two tests per attack: it is refused by the check that is meant to, and its twin signs alice in. */
export function describeAttacks(attackClass: AttackClass, attacks: readonly Attack[]): void {
  describe(attackClasses[attackClass][0], () => {
    const cases = casesOf(attackClass);
    for (const { name, code, because, attack, twin: honestTwin } of attacks) {
      cases.attack(`refuses ${name}`, () => {
        const answer = deliver(attack());
        expect(answer).toMatchObject(because === undefined ? { ok: false, code } : { ok: false, code, because });
      });
      cases.honest(`takes the honest twin of ${name}`, () => {
        expect(deliver(honestTwin())).toMatchObject({ ok: true, assertion: { nameId: { value: 'alice' } } });
      });
    }
  });
}
