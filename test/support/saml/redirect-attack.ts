/** Messages of the Redirect binding as an attacker sends them, and what the two hosts of the house do with them. */
import { describe, expect } from '@jest/globals';
import type { SamlErrorCode } from '#contract/errors/saml';
import { checkAuthnRequest, readAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { openLogoutRequest } from '../../../broker/saml/logout-request.ts';
import { verifyLogoutResponse } from '../../../broker/saml/logout-response.ts';
import { verifyMessageSignature } from '../../../broker/saml/message/incoming.ts';
import { casesOf } from '../attacks/cases.ts';
import { type AttackClass, attackClasses } from '../attacks/classes.ts';
import { ecKeys } from './keys.ts';
import { authnRequestXml, deflated, portal, portalAcs, signedQuery, slo, sso } from './redirect.ts';
import { assertionIn, now, responseXml } from './response.ts';
import { signAssertion } from './sign.ts';

const { privateKey, publicKey } = ecKeys();
const keys = [publicKey];

/** What the login host does with an AuthnRequest: read, prove, check. The first refusal ends it. */
export function arrive(rawQuery: string, at = now, allowed?: readonly string[]) {
  const read = readAuthnRequest(rawQuery);
  if (!read.ok) return read;
  const proof = verifyMessageSignature(read, keys, allowed);
  if (!proof.ok) return proof;
  const fresh = checkAuthnRequest(read.request, { now: at, destination: sso });
  return fresh.ok ? read : fresh;
}

/** What it does with a LogoutRequest. */
export function leave(rawQuery: string, at = now) {
  const opened = openLogoutRequest(rawQuery);
  return opened.ok ? opened.prove({ keys, now: at, destination: slo }) : opened;
}

/** What the portal does with a LogoutResponse. */
export function left(rawQuery: string, inResponseTo: string | null = '_logout1', at = now) {
  return verifyLogoutResponse(rawQuery, { issuer: portal, keys, now: at, destination: slo, inResponseTo });
}

/** A request as the portal signs it. */
export function request(xml = authnRequestXml()): string {
  return signedQuery(xml, privateKey);
}

/** A request with one more attribute. */
export function attribute(more: string): string {
  return authnRequestXml('', `AssertionConsumerServiceURL="${portalAcs}" ${more}`);
}

export function unsigned(xml = authnRequestXml()): string {
  return `SAMLRequest=${deflated(xml)}`;
}

/** A signed assertion that somebody has captured. */
export function embedded(): string {
  return assertionIn(signAssertion(responseXml()));
}

export interface Forgery {
  readonly name: string;
  readonly code: SamlErrorCode;
  readonly because?: string;
  readonly arrives: () => unknown;
  readonly twin?: () => unknown;
}

/** Two tests per forgery: it is refused by the check that is meant to, and its twin, or the honest message, passes. */
export function describeForgeries(attackClass: AttackClass, honest: () => unknown, forgeries: readonly Forgery[]): void {
  describe(attackClasses[attackClass][0], () => {
    const cases = casesOf(attackClass);
    for (const { name, code, because, arrives, twin = honest } of forgeries) {
      cases.attack(`refuses ${name}`, () => {
        expect(arrives()).toMatchObject(because === undefined ? { ok: false, code } : { ok: false, code, because });
      });
      cases.honest(`takes the honest twin of ${name}`, () => {
        expect(twin()).toMatchObject({ ok: true });
      });
    }
  });
}
