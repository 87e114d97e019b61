import { optionalInstant, requiredInstant } from '../instant.ts';
import { bearer, ns } from '../names.ts';
import { must } from '../refusal.ts';
import type { XmlElement } from '../xml/node.ts';
import { attributeOf, childrenOf, requiredAttribute } from '../xml/walk.ts';
import type { NameId } from './assertion.ts';
import { readNameId } from './name-id.ts';

/** How the bearer of an assertion is confirmed (Profiles 4.1.4.2). Times are epoch ms. */
export interface Confirmation {
  readonly method: string;
  readonly recipient: string;
  readonly inResponseTo: string | null;
  readonly notBefore: number | null;
  readonly notOnOrAfter: number;
}

/**
 * Reads the subject: one name and one confirmation. The standard would let several confirmations stand side by side, one
 * of them ours; no provider needs that in a browser, and with one there is nothing to pick the wrong one from.
 */
export function readSubject(element: XmlElement): { readonly nameId: NameId; readonly confirmation: Confirmation } {
  const parts = childrenOf(element);
  const nameId = readNameId(parts.one(ns.saml, 'NameID'));
  const confirmation = parts.one(ns.saml, 'SubjectConfirmation');
  parts.end();

  const method = requiredAttribute(confirmation, 'Method');
  must(method === bearer, 'saml_confirmation_invalid', 'method');
  const confirmationParts = childrenOf(confirmation);
  const facts = confirmationParts.one(ns.saml, 'SubjectConfirmationData');
  confirmationParts.end();
  childrenOf(facts).end();
  return {
    nameId,
    confirmation: {
      method,
      recipient: requiredAttribute(facts, 'Recipient'),
      inResponseTo: attributeOf(facts, 'InResponseTo'),
      notBefore: optionalInstant(facts, 'NotBefore'),
      notOnOrAfter: requiredInstant(facts, 'NotOnOrAfter'),
    },
  };
}

/** Does a message answer one of the requests; or, where none was sent (null), none at all? */
export function isAnswer(inResponseTo: string | null, requests: readonly string[] | null): boolean {
  return requests === null ? inResponseTo === null : inResponseTo !== null && requests.includes(inResponseTo);
}

/** The confirmation is for this delivery: our address, a request of ours, still good (Profiles 4.1.4.3). Returns the request. */
export function checkConfirmation(
  confirmation: Confirmation,
  expect: { readonly recipient: string; readonly inResponseTo: readonly string[] | null; readonly clockSkewMs: number },
  now: number,
): string | null {
  must(confirmation.recipient === expect.recipient, 'saml_recipient_mismatch', 'SubjectConfirmationData/@Recipient');
  const answered = confirmation.inResponseTo;
  must(isAnswer(answered, expect.inResponseTo), 'saml_request_mismatch', 'SubjectConfirmationData/@InResponseTo');
  must(confirmation.notBefore === null, 'saml_confirmation_invalid', 'SubjectConfirmationData/@NotBefore');
  must(now < confirmation.notOnOrAfter + expect.clockSkewMs, 'saml_expired', 'SubjectConfirmationData/@NotOnOrAfter');
  return answered;
}
