import type { KeyObject } from 'node:crypto';
import type { NameId } from './assertion/assertion.ts';
import { readIssuer } from './assertion/issuer.ts';
import { readNameId } from './assertion/name-id.ts';
import { writeNameId } from './assertion/write-assertion.ts';
import { checkFresh } from './freshness.ts';
import { formatInstant, requiredInstant } from './instant.ts';
import { type Incoming, type MessageSignature, readMessage } from './message/incoming.ts';
import { writePostedFields } from './message/write-posted.ts';
import { writeRedirectUrl } from './message/write-redirect.ts';
import { bindings, ns } from './names.ts';
import { answering, must, refuse, type SamlRefusal } from './refusal.ts';
import { readScoping, writeScoping } from './scoping.ts';
import { type Signer, signedElement } from './signature/write-signature.ts';
import type { XmlElement } from './xml/node.ts';
import { attributeOf, childrenOf, requiredAttribute, textOf } from './xml/walk.ts';
import { element, joined, nothing, text, type Xml } from './xml/write.ts';

const comparisons = ['exact', 'minimum', 'maximum', 'better'] as const;
type Comparison = (typeof comparisons)[number];

/** A request to sign somebody in. `id` is a name of XML (`_` and hex), new for each; `now` is epoch ms. */
export interface AuthnRequestToBuild {
  readonly id: string;
  readonly now: number;
  readonly issuer: string;
  /** The provider's single sign-on address. */
  readonly destination: string;
  readonly acsUrl: string;
  readonly forceAuthn?: boolean;
  readonly isPassive?: boolean;
  /** AuthnContext classes to choose from; none asks for nothing. */
  readonly requestedContexts?: readonly string[];
  /** The providers to choose from (Core 3.4.1.3); none leaves it open. */
  readonly providers?: readonly string[];
  /** The person it has to be: step-up of a session that exists. */
  readonly subject?: Pick<NameId, 'value' | 'format'>;
  /** The form of the name to answer with; absent leaves it to the provider. */
  readonly nameIdFormat?: string;
  readonly relayState: string | null;
  /** Null for a provider that cannot take signed requests. */
  readonly key: KeyObject | null;
}

/** What an application asks for, as it stands in its request. Nothing of it is judged: see `checkAuthnRequest`. */
export interface AuthnRequest {
  readonly id: string;
  readonly issuer: string;
  /** Epoch ms. */
  readonly issueInstant: number;
  readonly destination: string | null;
  /** Where it wants the answer. Only an address that is registered for `issuer` may be used. */
  readonly acsUrl: string | null;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly nameIdFormat: string | null;
  readonly requestedContexts: { readonly comparison: Comparison; readonly classRefs: readonly string[] } | null;
  readonly subject: NameId | null;
  /** The identity providers that it would have asked (Core 3.4.1.3); advice, and empty where it has none. */
  readonly providers: readonly string[];
}

export interface ReadAuthnRequest {
  readonly ok: true;
  readonly request: AuthnRequest;
  readonly relayState: string | null;
  /** For `verifyMessageSignature`; null where the request is not signed. */
  readonly signature: MessageSignature | null;
}

/** Builds an AuthnRequest (Core 3.4.1) and returns the address to send the browser to (HTTP-Redirect). */
export function buildAuthnRequest(request: AuthnRequestToBuild): string {
  return writeRedirectUrl({ ...request, name: 'SAMLRequest', write: () => writeRequest(request, null) });
}

/** Builds an AuthnRequest and returns the fields of the form that the browser posts (HTTP-POST). */
export function buildPostedAuthnRequest(request: AuthnRequestToBuild): Readonly<Record<string, string>> {
  const signer = request.key === null ? null : { key: request.key };
  return writePostedFields({ name: 'SAMLRequest', relayState: request.relayState, write: () => writeRequest(request, signer) });
}

/**
 * Reads an AuthnRequest of either binding. What it does not read is refused, not ignored: an index instead of an address,
 * another binding for the answer, conditions, limits on who may be asked further, extensions.
 */
export function readAuthnRequest(incoming: Incoming): ReadAuthnRequest | SamlRefusal {
  return answering(() => {
    const { root, relayState, signature } = readMessage(incoming, 'AuthnRequest');
    return { ok: true, request: readRequest(root), relayState, signature };
  });
}

/** It was made for us and just now: `destination` is the address that it came to, `now` epoch ms. */
export function checkAuthnRequest(
  request: Pick<AuthnRequest, 'issueInstant' | 'destination'>,
  expect: { readonly now: number; readonly destination: string; readonly clockSkewMs?: number },
): { readonly ok: true } | SamlRefusal {
  return answering(() => {
    must(request.destination === expect.destination, 'saml_destination_mismatch', 'AuthnRequest/@Destination');
    checkFresh(request.issueInstant, expect.now, expect.clockSkewMs);
    return { ok: true };
  });
}

function readRequest(root: XmlElement): AuthnRequest {
  must(attributeOf(root, 'AssertionConsumerServiceIndex') === null, 'saml_request_unsupported', 'AssertionConsumerServiceIndex');
  must((attributeOf(root, 'ProtocolBinding') ?? bindings.post) === bindings.post, 'saml_request_unsupported', 'ProtocolBinding');

  const parts = childrenOf(root);
  const issuer = readIssuer(parts.one(ns.saml, 'Issuer'));
  parts.optional(ns.ds, 'Signature');
  const subject = parts.optional(ns.saml, 'Subject');
  const policy = parts.optional(ns.samlp, 'NameIDPolicy');
  const contexts = parts.optional(ns.samlp, 'RequestedAuthnContext');
  const scoping = parts.optional(ns.samlp, 'Scoping');
  parts.end();
  return {
    id: requiredAttribute(root, 'ID'),
    issuer,
    issueInstant: requiredInstant(root, 'IssueInstant'),
    destination: attributeOf(root, 'Destination'),
    acsUrl: attributeOf(root, 'AssertionConsumerServiceURL'),
    forceAuthn: readFlag(root, 'ForceAuthn'),
    isPassive: readFlag(root, 'IsPassive'),
    nameIdFormat: policy === null ? null : attributeOf(policy, 'Format'),
    requestedContexts: contexts === null ? null : readRequestedContexts(contexts),
    subject: subject === null ? null : readSubjectName(subject),
    providers: scoping === null ? [] : readScoping(scoping),
  };
}

function readSubjectName(subject: XmlElement): NameId {
  const parts = childrenOf(subject);
  const nameId = readNameId(parts.one(ns.saml, 'NameID'));
  parts.end();
  return nameId;
}

function readRequestedContexts(element: XmlElement): NonNullable<AuthnRequest['requestedContexts']> {
  const written = attributeOf(element, 'Comparison') ?? 'exact';
  const comparison = comparisons.find((each) => each === written) ?? refuse('saml_value_invalid', 'Comparison');
  const parts = childrenOf(element);
  const classRefs = parts.many(ns.saml, 'AuthnContextClassRef').map(textOf);
  must(classRefs.length > 0, 'saml_element_missing', 'RequestedAuthnContext/AuthnContextClassRef');
  parts.end();
  return { comparison, classRefs };
}

function writeRequestedContexts(classRefs: readonly string[]): Xml {
  if (classRefs.length === 0) return nothing;
  const refs = classRefs.map((classRef) => element('saml:AuthnContextClassRef', { 'xmlns:saml': ns.saml }, text(classRef)));
  return element('samlp:RequestedAuthnContext', { Comparison: 'exact' }, ...refs);
}

/** An xs:boolean. */
function readFlag(element: XmlElement, name: string): boolean {
  const value = attributeOf(element, name) ?? 'false';
  must(['true', '1', 'false', '0'].includes(value), 'saml_value_invalid', name);
  return value === 'true' || value === '1';
}

function writeRequest(request: AuthnRequestToBuild, signer: Signer | null): Xml {
  const attributes = {
    'xmlns:samlp': ns.samlp,
    AssertionConsumerServiceURL: request.acsUrl,
    Destination: request.destination,
    ForceAuthn: request.forceAuthn ? 'true' : null,
    ID: request.id,
    IsPassive: request.isPassive ? 'true' : null,
    IssueInstant: formatInstant(request.now),
    ProtocolBinding: bindings.post,
    Version: '2.0',
  };
  const saml = { 'xmlns:saml': ns.saml };
  const { subject, nameIdFormat } = request;
  const rest = joined(
    subject === undefined ? nothing : element('saml:Subject', saml, writeNameId({ ...subject })),
    nameIdFormat === undefined ? nothing : element('samlp:NameIDPolicy', { AllowCreate: 'true', Format: nameIdFormat }),
    writeRequestedContexts(request.requestedContexts ?? []),
    writeScoping(request.providers ?? []),
  );
  return signedElement('samlp:AuthnRequest', attributes, element('saml:Issuer', saml, text(request.issuer)), rest, signer);
}
