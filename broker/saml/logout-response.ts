import type { KeyObject } from 'node:crypto';
import { readIssuer } from './assertion/issuer.ts';
import { writeStatus } from './build-response.ts';
import { checkFresh } from './freshness.ts';
import { formatInstant, requiredInstant } from './instant.ts';
import { ns, type StatusName, statusName } from './names.ts';
import { readRedirectMessage } from './redirect/read-message.ts';
import { proveRedirectSignature } from './redirect/verify-signature.ts';
import { writeRedirectUrl } from './redirect/write-message.ts';
import { answering, must, type SamlRefusal } from './refusal.ts';
import { sha2SignatureUris } from './signature/algorithms.ts';
import { takeCensus } from './xml/census.ts';
import type { XmlElement } from './xml/node.ts';
import { attributeOf, childrenOf, isElement, plainText, requiredAttribute } from './xml/walk.ts';
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

/** Builds a signed LogoutResponse (Core 3.7.2) and returns the address to send the browser to. */
export function buildLogoutResponse(response: LogoutResponseToBuild): string {
  return writeRedirectUrl({ ...response, name: 'SAMLResponse', write: () => writeAnswer(response) });
}

/** Verifies a LogoutResponse of the Redirect binding from a raw query (without `?`); an unsigned one is refused. */
export function verifyLogoutResponse(rawQuery: string, expect: LogoutResponseExpectation): VerifiedLogoutResponse | SamlRefusal {
  return answering(() => {
    const { root, relayState, signature } = readRedirectMessage(rawQuery, 'SAMLResponse');
    must(isElement(root, ns.samlp, 'LogoutResponse'), 'saml_root_unexpected', 'LogoutResponse');
    must(requiredAttribute(root, 'Version') === '2.0', 'saml_version_unsupported', 'LogoutResponse');
    must(takeCensus(root).signatures.length === 0, 'saml_signature_misplaced', 'LogoutResponse');
    const parts = childrenOf(root);
    const issuer = readIssuer(parts.one(ns.saml, 'Issuer'));
    const { code, detail } = readStatus(parts.one(ns.samlp, 'Status'));
    parts.end();

    proveRedirectSignature(signature, expect.keys, expect.algorithms ?? sha2SignatureUris);
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

function writeAnswer(response: LogoutResponseToBuild): Xml {
  const attributes = {
    'xmlns:samlp': ns.samlp,
    Destination: response.destination,
    ID: response.id,
    InResponseTo: response.inResponseTo,
    IssueInstant: formatInstant(response.now),
    Version: '2.0',
  };
  const issuer = element('saml:Issuer', { 'xmlns:saml': ns.saml }, text(response.issuer));
  return element('samlp:LogoutResponse', attributes, issuer, writeStatus(...statusOf[response.outcome]));
}
