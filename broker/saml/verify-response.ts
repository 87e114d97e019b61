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
import { checkConfirmation, isAnswer } from './assertion/subject.ts';
import { decrypt } from './encryption/decrypt.ts';
import { readEncrypted } from './encryption/read-encrypted.ts';
import { requiredInstant } from './instant.ts';
import { answering, must, refuse, type SamlRefusal } from './refusal.ts';
import { type ResponseShape, readAssertionShape, readDecryptedShape, readResponseShape } from './response-shape.ts';
import { type Trust, verifySignature } from './signature/verify-signature.ts';
import { type Witness, witnessed } from './witness.ts';
import { decodeBase64, decodeUtf8 } from './xml/decode.ts';
import type { XmlElement } from './xml/node.ts';
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
  /** Absent: encrypted assertions are refused. */
  readonly encryption?: EncryptionExpectation;
}

interface EncryptionExpectation {
  /** Our private RSA keys; each is tried. */
  readonly keys: readonly KeyObject[];
  readonly required: boolean;
  readonly allowCbc: boolean;
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
  readonly witness?: Witness;
}): VerifiedResponse | SamlRefusal {
  return answering(() => {
    const { parts, inResponseTo } = prove(input);
    must(inResponseTo !== null, 'saml_request_mismatch', 'unsolicited');
    return { ok: true, assertion: answerOf(parts, inResponseTo) };
  });
}

/**
 * The same for a Response that nobody asked for (Profiles 4.1.5): everything has to hold, and it must answer no request. It
 * says only that it is genuine; what it says about a person is for nobody to use, since it could be anybody's browser.
 */
export function verifyUnsolicited(input: {
  readonly encoded: string;
  readonly now: number;
  readonly expect: Omit<ResponseExpectation, 'inResponseTo'>;
}): { readonly ok: true } | SamlRefusal {
  return answering(() => {
    prove({ ...input, expect: { ...input.expect, inResponseTo: null } });
    return { ok: true };
  });
}

type Proof = Omit<ResponseExpectation, 'inResponseTo'> & { readonly inResponseTo: ResponseExpectation['inResponseTo'] | null };

interface ToProve {
  readonly encoded: string;
  readonly now: number;
  readonly expect: Proof;
  readonly witness?: Witness;
}

function prove({ encoded, now, expect, witness }: ToProve): { readonly parts: AssertionParts; readonly inResponseTo: string | null } {
  const bytes = decodeBase64(encoded, expect.maxDecodedBytes ?? defaultMaxDecodedBytes, 'SAMLResponse');
  const { encryption } = expect;
  const wanted = encryption === undefined ? 'never' : encryption.required ? 'required' : 'accepted';
  const root = parseXml(decodeUtf8(bytes, 'SAMLResponse'));
  witness?.document('saml-response', root);
  const shape = readResponseShape(root, wanted);
  witness?.passed('message');
  checkResponseSignature(shape, expect);
  const assertion = provenAssertion(shape, expect);
  if (witness !== undefined) witnessed.proof(witness, assertion, shape.isEncrypted);
  checkResponse(shape, expect, now);
  const parts = readAssertion(assertion);
  if (witness !== undefined) witnessed.parts(witness, parts);
  const inResponseTo = checkAssertion(parts, expect, now, witness);
  must(inResponseTo === attributeOf(shape.response, 'InResponseTo'), 'saml_request_mismatch', 'two requests');
  return { parts, inResponseTo };
}

/** The outer signature, which covers an assertion in the form in which it was sent: it is judged before anything is decrypted. */
function checkResponseSignature({ response, responseSignature }: ResponseShape, expect: Proof): void {
  const isNeeded = expect.signed === 'response' || expect.signed === 'both';
  must(!isNeeded || responseSignature !== null, 'saml_signature_missing', 'Response');
  if (responseSignature !== null) verifySignature(responseSignature, response, trustOf(expect));
}

/**
 * The assertion, decrypted where it has to be, covered by a good signature. Ciphertext that nobody vouched for and that
 * has no tag of its own (CBC) gets one answer whatever is wrong inside: the difference would decrypt it (padding oracle).
 */
function provenAssertion(shape: ResponseShape, expect: Proof): XmlElement {
  const { encryption } = expect;
  if (!shape.isEncrypted || encryption === undefined) return checkAssertionSignature(shape.content, shape, expect);
  const encrypted = readEncrypted(shape.content, encryption.allowCbc);
  const opened = answering(() => {
    const plain = decodeUtf8(decrypt(encrypted, encryption.keys), 'EncryptedAssertion');
    return { ok: true as const, assertion: checkAssertionSignature(readDecryptedShape(parseXml(plain)), shape, expect) };
  });
  if (opened.ok) return opened.assertion;
  const isVouchedFor = encrypted.cipher.mode === 'gcm' || shape.responseSignature !== null;
  refuse(isVouchedFor ? opened.code : 'saml_decryption_failed', isVouchedFor ? opened.because : 'EncryptedAssertion');
}

/** The inner signature: good where it is there, and there where nothing else covers the assertion or both are wanted. */
function checkAssertionSignature(element: XmlElement, { responseSignature }: ResponseShape, expect: Proof): XmlElement {
  const { assertion, signature } = readAssertionShape(element);
  const isNeeded = expect.signed === 'assertion' || expect.signed === 'both';
  must(!isNeeded || signature !== null, 'saml_signature_missing', 'Assertion');
  must(responseSignature !== null || signature !== null, 'saml_signature_missing', 'Response and Assertion');
  if (signature !== null) verifySignature(signature, assertion, trustOf(expect));
  return assertion;
}

function trustOf(expect: Proof): Trust {
  return { keys: expect.keys, allowSha1: expect.allowSha1 ?? false };
}

/**
 * The envelope. Often unsigned, and then it proves nothing: it can only speak against a message. A signed one must name
 * its sender and its address (Bindings 3.5.5.2, Profiles 4.1.4.2).
 */
function checkResponse({ response, issuer, responseSignature }: ResponseShape, expect: Proof, now: number): void {
  const isSigned = responseSignature !== null;
  must(issuer !== null || !isSigned, 'saml_issuer_mismatch', 'Response without Issuer');
  must(issuer === null || readIssuer(issuer) === expect.issuer, 'saml_issuer_mismatch', 'Response/Issuer');
  const destination = attributeOf(response, 'Destination');
  must(destination !== null || !isSigned, 'saml_destination_mismatch', 'Response without Destination');
  must(destination === null || destination === expect.recipient, 'saml_destination_mismatch', 'Response/@Destination');
  const answered = attributeOf(response, 'InResponseTo');
  must(isAnswer(answered, openRequests(expect)), 'saml_request_mismatch', 'Response/@InResponseTo');
  must(requiredInstant(response, 'IssueInstant') <= now + expect.clockSkewMs, 'saml_not_yet_valid', 'Response/@IssueInstant');
}

/** What the signature covers: from whom, for whom, in answer to what, and good now. Returns the request that it answers. */
function checkAssertion(assertion: AssertionParts, expect: Proof, now: number, witness?: Witness): string | null {
  must(assertion.issuer === expect.issuer, 'saml_issuer_mismatch', 'Assertion/Issuer');
  witness?.passed('issuer');
  must(assertion.issueInstant <= now + expect.clockSkewMs, 'saml_not_yet_valid', 'Assertion/@IssueInstant');
  const inResponseTo = checkConfirmation(assertion.confirmation, { ...expect, inResponseTo: openRequests(expect) }, now);
  witness?.passed('in-response-to');
  checkWindow(assertion.conditions, now, expect.clockSkewMs);
  checkAudience(assertion.conditions, expect.audience);
  witness?.passed('audience');
  checkAuthnStatement(assertion.authn, now, expect.clockSkewMs);
  witness?.passed('times');
  return inResponseTo;
}

function openRequests({ inResponseTo }: Proof): readonly string[] | null {
  return typeof inResponseTo === 'string' ? [inResponseTo] : inResponseTo;
}

function answerOf(parts: AssertionParts, inResponseTo: string): Assertion {
  const { id, issuer, nameId, authn, attributes, conditions, confirmation } = parts;
  const notOnOrAfter = Math.min(conditions.notOnOrAfter, confirmation.notOnOrAfter);
  return { id, issuer, inResponseTo, nameId, ...authn, attributes, notOnOrAfter };
}
