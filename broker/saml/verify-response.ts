/*
 * broker/saml: the only room with XML. It owns reading and writing of SAML 2.0 messages: what a message must look like,
 * whose signature it bears and what the signed part says. It decides about messages and nothing else.
 *
 * It must not: know tenants, stores, the clock or HTTP (everything comes in as an argument, every refusal goes out as a
 * value); search a document (no XPath: elements are found where they belong); read anything that no verified signature
 * covers; let a library decide (samlify serves metadata only); remember assertion ids (its callers consume them once).
 */
import type { KeyObject } from 'node:crypto';
import type { Assertion } from './assertion/assertion.ts';
import { checkAuthnStatement } from './assertion/authn-statement.ts';
import { checkAudience, checkWindow } from './assertion/conditions.ts';
import { readIssuer } from './assertion/issuer.ts';
import { type AssertionParts, readAssertion } from './assertion/read-assertion.ts';
import { checkConfirmation } from './assertion/subject.ts';
import { requiredInstant } from './instant.ts';
import { answering, must, type SamlRefusal } from './refusal.ts';
import { type ResponseShape, readResponseShape } from './response-shape.ts';
import { verifySignature } from './signature/verify-signature.ts';
import { decodeBase64, decodeUtf8 } from './xml/decode.ts';
import { parseXml } from './xml/parse.ts';
import { attributeOf } from './xml/walk.ts';

const defaultMaxDecodedBytes = 256 * 1024;

/** What an acceptable Response has to match. */
export interface ResponseExpectation {
  /** Entity id of the identity provider. */
  readonly issuer: string;
  /** Its pinned public keys. */
  readonly keys: readonly KeyObject[];
  /** Our entity id. */
  readonly audience: string;
  /** The address that the message was posted to: our assertion consumer service. */
  readonly recipient: string;
  /** IDs of the AuthnRequests that this browser has open; the Response answers one of them. */
  readonly inResponseTo: string | readonly string[];
  readonly clockSkewMs: number;
  /** Which of the two must be signed. A signature beyond that must be good as well. */
  readonly signed: 'assertion' | 'response' | 'either' | 'both';
  readonly allowSha1?: boolean;
  readonly maxDecodedBytes?: number;
}

export interface VerifiedResponse {
  readonly ok: true;
  readonly assertion: Assertion;
}

/**
 * Verifies a Response of the HTTP-POST binding and returns what its assertion says (Profiles 4.1.4.3, Bindings 3.5).
 * `encoded` is the form value, `now` epoch ms. The caller still has to consume the assertion's id, once.
 */
export function verifyResponse(input: {
  readonly encoded: string;
  readonly now: number;
  readonly expect: ResponseExpectation;
}): VerifiedResponse | SamlRefusal {
  const { now, expect } = input;
  return answering(() => {
    const bytes = decodeBase64(input.encoded, expect.maxDecodedBytes ?? defaultMaxDecodedBytes, 'SAMLResponse');
    const shape = readResponseShape(parseXml(decodeUtf8(bytes, 'SAMLResponse')));
    checkSignatures(shape, expect);
    checkResponse(shape, expect, now);
    const parts = readAssertion(shape.assertion);
    const inResponseTo = checkAssertion(parts, expect, now);
    must(inResponseTo === attributeOf(shape.response, 'InResponseTo'), 'saml_request_mismatch', 'two requests');
    return { ok: true, assertion: answerOf(parts, inResponseTo) };
  });
}

/** Every signature that is there is good, and those that must be there are. */
function checkSignatures(shape: ResponseShape, expect: ResponseExpectation): void {
  const { response, responseSignature, assertion, assertionSignature } = shape;
  const needsResponse = expect.signed === 'response' || expect.signed === 'both';
  const needsAssertion = expect.signed === 'assertion' || expect.signed === 'both';
  must(!needsResponse || responseSignature !== null, 'saml_signature_missing', 'Response');
  must(!needsAssertion || assertionSignature !== null, 'saml_signature_missing', 'Assertion');
  must(responseSignature !== null || assertionSignature !== null, 'saml_signature_missing', 'Response and Assertion');

  const trust = { keys: expect.keys, allowSha1: expect.allowSha1 ?? false };
  if (responseSignature !== null) verifySignature(responseSignature, response, trust);
  if (assertionSignature !== null) verifySignature(assertionSignature, assertion, trust);
}

/**
 * The envelope. Often unsigned, and then it proves nothing: it can only speak against a message. A signed one must name
 * its sender and its address (Bindings 3.5.5.2, Profiles 4.1.4.2).
 */
function checkResponse({ response, issuer, responseSignature }: ResponseShape, expect: ResponseExpectation, now: number): void {
  const isSigned = responseSignature !== null;
  must(issuer !== null || !isSigned, 'saml_issuer_mismatch', 'Response without Issuer');
  must(issuer === null || readIssuer(issuer) === expect.issuer, 'saml_issuer_mismatch', 'Response/Issuer');
  const destination = attributeOf(response, 'Destination');
  must(destination !== null || !isSigned, 'saml_destination_mismatch', 'Response without Destination');
  must(destination === null || destination === expect.recipient, 'saml_destination_mismatch', 'Response/@Destination');
  const answered = attributeOf(response, 'InResponseTo');
  must(answered !== null && openRequests(expect).includes(answered), 'saml_request_mismatch', 'Response/@InResponseTo');
  must(requiredInstant(response, 'IssueInstant') <= now + expect.clockSkewMs, 'saml_not_yet_valid', 'Response/@IssueInstant');
}

/** What the signature covers: from whom, for whom, in answer to what, and good now. Returns the request that it answers. */
function checkAssertion(assertion: AssertionParts, expect: ResponseExpectation, now: number): string {
  must(assertion.issuer === expect.issuer, 'saml_issuer_mismatch', 'Assertion/Issuer');
  must(assertion.issueInstant <= now + expect.clockSkewMs, 'saml_not_yet_valid', 'Assertion/@IssueInstant');
  const inResponseTo = checkConfirmation(assertion.confirmation, { ...expect, inResponseTo: openRequests(expect) }, now);
  checkWindow(assertion.conditions, now, expect.clockSkewMs);
  checkAudience(assertion.conditions, expect.audience);
  checkAuthnStatement(assertion.authn, now, expect.clockSkewMs);
  return inResponseTo;
}

function openRequests({ inResponseTo }: ResponseExpectation): readonly string[] {
  return typeof inResponseTo === 'string' ? [inResponseTo] : inResponseTo;
}

function answerOf(parts: AssertionParts, inResponseTo: string): Assertion {
  const { id, issuer, nameId, authn, attributes, conditions, confirmation } = parts;
  const notOnOrAfter = Math.min(conditions.notOnOrAfter, confirmation.notOnOrAfter);
  return { id, issuer, inResponseTo, nameId, ...authn, attributes, notOnOrAfter };
}
