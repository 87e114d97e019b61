import type { KeyObject } from 'node:crypto';
import { readIssuer } from './assertion/issuer.ts';
import { writeStatus } from './build-response.ts';
import { checkFresh } from './freshness.ts';
import { formatInstant, requiredInstant } from './instant.ts';
import { type Incoming, proveMessageSignature, readMessage } from './message/incoming.ts';
import { writePostedFields } from './message/write-posted.ts';
import { writeRedirectUrl } from './message/write-redirect.ts';
import { ns, type StatusName, statusName } from './names.ts';
import { answering, must, type SamlRefusal } from './refusal.ts';
import { sha2SignatureUris } from './signature/algorithms.ts';
import { type Signer, signedElement } from './signature/write-signature.ts';
import type { XmlElement } from './xml/node.ts';
import { attributeOf, childrenOf, plainText, requiredAttribute } from './xml/walk.ts';
import { element, text, type Xml } from './xml/write.ts';

/** The answer to a LogoutRequest. `id` is a name of XML, new for each; `now` is epoch ms. */
export interface LogoutResponseToBuild {
  readonly id: string;
  readonly now: number;
  readonly issuer: string;
  readonly destination: string;
  readonly inResponseTo: string;
  /** `partial`: sessions here have ended, not everywhere. */
  readonly outcome: 'success' | 'partial' | 'failed';
  readonly relayState: string | null;
  readonly key: KeyObject;
}

export interface LogoutResponseExpectation {
  readonly issuer: string;
  readonly keys: readonly KeyObject[];
  readonly now: number;
  readonly destination: string;
  /** The request that it answers; null where the caller kept none, and then it says no more than that a logout is over. */
  readonly inResponseTo: string | null;
  readonly clockSkewMs?: number;
  readonly algorithms?: readonly string[];
}

export interface VerifiedLogoutResponse {
  readonly ok: true;
  readonly inResponseTo: string;
  readonly status: StatusName | 'other';
  readonly detail: StatusName | 'other' | null;
  readonly relayState: string | null;
}

const statusOf: Readonly<Record<LogoutResponseToBuild['outcome'], readonly [StatusName, StatusName | null]>> = {
  success: ['Success', null],
  partial: ['Success', 'PartialLogout'],
  failed: ['Responder', null],
};

/** Builds a signed LogoutResponse (Core 3.7.2) and returns the address to send the browser to (HTTP-Redirect). */
export function buildLogoutResponse(response: LogoutResponseToBuild): string {
  return writeRedirectUrl({ ...response, name: 'SAMLResponse', write: () => writeAnswer(response, null) });
}

/** Builds a signed LogoutResponse and returns the fields of the form that the browser posts (HTTP-POST). */
export function buildPostedLogoutResponse(response: LogoutResponseToBuild): Readonly<Record<string, string>> {
  const { relayState, key } = response;
  return writePostedFields({ name: 'SAMLResponse', relayState, write: () => writeAnswer(response, { key }) });
}

/** Verifies a LogoutResponse of either binding; an unsigned one is refused. */
export function verifyLogoutResponse(incoming: Incoming, expect: LogoutResponseExpectation): VerifiedLogoutResponse | SamlRefusal {
  return answering(() => {
    const { root, relayState, signature } = readMessage(incoming, 'LogoutResponse');
    const parts = childrenOf(root);
    const issuer = readIssuer(parts.one(ns.saml, 'Issuer'));
    parts.optional(ns.ds, 'Signature');
    const { code, detail } = readStatus(parts.one(ns.samlp, 'Status'));
    parts.end();

    proveMessageSignature(signature, expect.keys, expect.algorithms ?? sha2SignatureUris);
    must(issuer === expect.issuer, 'saml_issuer_mismatch', 'LogoutResponse/Issuer');
    must(attributeOf(root, 'Destination') === expect.destination, 'saml_destination_mismatch', 'LogoutResponse/@Destination');
    checkFresh(requiredInstant(root, 'IssueInstant'), expect.now, expect.clockSkewMs);
    const inResponseTo = requiredAttribute(root, 'InResponseTo');
    must(expect.inResponseTo === null || inResponseTo === expect.inResponseTo, 'saml_request_mismatch', 'LogoutResponse/@InResponseTo');
    return {
      ok: true,
      inResponseTo,
      status: statusName(requiredAttribute(code, 'Value')),
      detail: detail === null ? null : statusName(requiredAttribute(detail, 'Value')),
      relayState,
    };
  });
}

/** The code and, below it, the reason (Core 3.2.2.1). Words and details that may stand beside them are not read. */
function readStatus(status: XmlElement): { readonly code: XmlElement; readonly detail: XmlElement | null } {
  const parts = childrenOf(status);
  const code = parts.one(ns.samlp, 'StatusCode');
  plainText(parts.optional(ns.samlp, 'StatusMessage'));
  parts.optional(ns.samlp, 'StatusDetail');
  parts.end();
  const codeParts = childrenOf(code);
  const detail = codeParts.optional(ns.samlp, 'StatusCode');
  codeParts.end();
  return { code, detail };
}

function writeAnswer(response: LogoutResponseToBuild, signer: Signer | null): Xml {
  const attributes = {
    'xmlns:samlp': ns.samlp,
    Destination: response.destination,
    ID: response.id,
    InResponseTo: response.inResponseTo,
    IssueInstant: formatInstant(response.now),
    Version: '2.0',
  };
  const issuer = element('saml:Issuer', { 'xmlns:saml': ns.saml }, text(response.issuer));
  return signedElement('samlp:LogoutResponse', attributes, issuer, writeStatus(...statusOf[response.outcome]), signer);
}
