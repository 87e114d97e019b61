import type { KeyObject } from 'node:crypto';
import type { NameId } from './assertion/assertion.ts';
import { readIssuer } from './assertion/issuer.ts';
import { readNameId } from './assertion/name-id.ts';
import { writeNameId } from './assertion/write-assertion.ts';
import { checkFresh } from './freshness.ts';
import { formatInstant, optionalInstant, requiredInstant } from './instant.ts';
import { type Incoming, proveMessageSignature, readMessage } from './message/incoming.ts';
import { writePostedFields } from './message/write-posted.ts';
import { writeRedirectUrl } from './message/write-redirect.ts';
import { ns } from './names.ts';
import { answering, must, type SamlRefusal } from './refusal.ts';
import { sha2SignatureUris } from './signature/algorithms.ts';
import { type Signer, signedElement } from './signature/write-signature.ts';
import type { XmlElement } from './xml/node.ts';
import { attributeOf, childrenOf, requiredAttribute, textOf } from './xml/walk.ts';
import { element, joined, nothing, text, type Xml } from './xml/write.ts';

const lifetimeMs = 5 * 60 * 1000;

/** A request to end somebody's sessions. `id` is a name of XML, new for each; `now` is epoch ms. */
export interface LogoutRequestToBuild {
  readonly id: string;
  readonly now: number;
  readonly issuer: string;
  readonly destination: string;
  readonly nameId: Pick<NameId, 'value' | 'format'> & Partial<NameId>;
  readonly sessionIndex: string | null;
  readonly relayState: string | null;
  readonly key: KeyObject;
}

/** A LogoutRequest whose signature was verified. */
interface LogoutRequest {
  readonly id: string;
  readonly issuer: string;
  readonly nameId: NameId;
  /** The sessions to end; none means all of this person. */
  readonly sessionIndexes: readonly string[];
  readonly relayState: string | null;
}

/** Whom to believe, and what the request has to match. */
interface LogoutTrust {
  readonly keys: readonly KeyObject[];
  readonly now: number;
  /** The address that it came to. */
  readonly destination: string;
  readonly clockSkewMs?: number;
  readonly algorithms?: readonly string[];
}

/**
 * A LogoutRequest that was read and not yet believed. Its issuer is shown, so that its keys can be looked up; the rest
 * comes out of `prove` only, so that no unsigned or forged request ends anybody's session.
 */
export interface OpenedLogoutRequest {
  readonly ok: true;
  readonly issuer: string;
  prove(trust: LogoutTrust): { readonly ok: true; readonly request: LogoutRequest } | SamlRefusal;
}

/** Builds a signed LogoutRequest (Core 3.7.1) and returns the address to send the browser to (HTTP-Redirect). */
export function buildLogoutRequest(request: LogoutRequestToBuild): string {
  return writeRedirectUrl({ ...request, name: 'SAMLRequest', write: () => writeRequest(request, null) });
}

/** Builds a signed LogoutRequest and returns the fields of the form that the browser posts (HTTP-POST). */
export function buildPostedLogoutRequest(request: LogoutRequestToBuild): Readonly<Record<string, string>> {
  const { relayState, key } = request;
  return writePostedFields({ name: 'SAMLRequest', relayState, write: () => writeRequest(request, { key }) });
}

/** Opens a LogoutRequest of either binding. */
export function openLogoutRequest(incoming: Incoming): OpenedLogoutRequest | SamlRefusal {
  return answering(() => {
    const { root, relayState, signature } = readMessage(incoming, 'LogoutRequest');
    const { notOnOrAfter, issueInstant, destination, ...request } = readRequest(root);
    return {
      ok: true,
      issuer: request.issuer,
      prove: ({ keys, now, clockSkewMs = 60_000, algorithms = sha2SignatureUris, ...expect }) =>
        answering(() => {
          proveMessageSignature(signature, keys, algorithms);
          must(destination === expect.destination, 'saml_destination_mismatch', 'LogoutRequest/@Destination');
          checkFresh(issueInstant, now, clockSkewMs);
          must(notOnOrAfter === null || now < notOnOrAfter + clockSkewMs, 'saml_expired', 'LogoutRequest/@NotOnOrAfter');
          return { ok: true, request: { ...request, relayState } };
        }),
    };
  });
}

function readRequest(root: XmlElement) {
  const parts = childrenOf(root);
  const issuer = readIssuer(parts.one(ns.saml, 'Issuer'));
  parts.optional(ns.ds, 'Signature');
  const nameId = readNameId(parts.one(ns.saml, 'NameID'));
  const sessionIndexes = parts.many(ns.samlp, 'SessionIndex').map(textOf);
  parts.end();
  return {
    id: requiredAttribute(root, 'ID'),
    issuer,
    nameId,
    sessionIndexes,
    issueInstant: requiredInstant(root, 'IssueInstant'),
    destination: attributeOf(root, 'Destination'),
    notOnOrAfter: optionalInstant(root, 'NotOnOrAfter'),
  };
}

function writeRequest(request: LogoutRequestToBuild, signer: Signer | null): Xml {
  const attributes = {
    'xmlns:samlp': ns.samlp,
    Destination: request.destination,
    ID: request.id,
    IssueInstant: formatInstant(request.now),
    NotOnOrAfter: formatInstant(request.now + lifetimeMs),
    Version: '2.0',
  };
  const saml = { 'xmlns:saml': ns.saml };
  const session = request.sessionIndex === null ? nothing : element('samlp:SessionIndex', {}, text(request.sessionIndex));
  const rest = joined(writeNameId(request.nameId, saml), session);
  return signedElement('samlp:LogoutRequest', attributes, element('saml:Issuer', saml, text(request.issuer)), rest, signer);
}
