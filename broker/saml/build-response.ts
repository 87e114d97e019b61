import type { KeyObject } from 'node:crypto';
import { type AssertionToWrite, writeAssertion } from './assertion/write-assertion.ts';
import { encryptAssertion } from './encryption/encrypt.ts';
import { formatInstant } from './instant.ts';
import { ns, type StatusName, statusUri } from './names.ts';
import { answering, type SamlRefusal, writing } from './refusal.ts';
import { type Signer, signedElement } from './signature/write-signature.ts';
import { element, joined, nothing, text, type Xml } from './xml/write.ts';

/** A Response that lets a person in. The ids are names of XML (`_` and hex), new for each message. */
export interface ResponseToBuild extends Omit<AssertionToWrite, 'id'> {
  readonly responseId: string;
  readonly assertionId: string;
  readonly sign: Signer & { readonly what: 'assertion' | 'response' | 'both' };
  /** The public RSA key of the application; null or absent sends the assertion in the clear. */
  readonly encryptTo?: KeyObject | null;
}

/** A Response that says no: who is to blame and, where it is said, why. Always signed. */
export interface ErrorResponseToBuild {
  readonly responseId: string;
  readonly now: number;
  readonly issuer: string;
  readonly recipient: string;
  readonly inResponseTo: string;
  readonly status: 'Requester' | 'Responder';
  readonly detail: 'AuthnFailed' | 'NoPassive' | 'NoAuthnContext' | 'RequestDenied' | 'RequestUnsupported' | 'UnknownPrincipal' | null;
  readonly sign: Signer;
}

export interface BuiltResponse {
  readonly ok: true;
  /** The form value `SAMLResponse` of the POST binding (Bindings 3.5.4). */
  readonly encoded: string;
  readonly xml: string;
}

/**
 * Builds a Response of the HTTP-POST binding. Its bytes are written in exclusive canonical form, so that signing neither
 * parses nor canonicalises: the bytes built are the bytes signed. A name or attribute that XML cannot carry (a control
 * character from somebody's directory) is refused with `saml_xml_character`.
 */
export function buildResponse(response: ResponseToBuild): BuiltResponse | SamlRefusal {
  return answering(() => {
    const { what } = response.sign;
    const assertion = writeAssertion({ ...response, id: response.assertionId }, what === 'response' ? null : response.sign);
    // Signed first, encrypted then, so that the proof comes to light together with what it proves; the outer signature
    // covers what is sent.
    const content = response.encryptTo ? encryptAssertion(assertion, response.encryptTo) : assertion;
    return writeResponse(response, writeStatus('Success', null), content, what === 'assertion' ? null : response.sign);
  });
}

/** Builds a signed Response that tells the application no (Core 3.2.2.2). */
export function buildErrorResponse(response: ErrorResponseToBuild): BuiltResponse {
  return writing(() => writeResponse(response, writeStatus(response.status, response.detail), nothing, response.sign));
}

function writeResponse(
  envelope: Pick<ErrorResponseToBuild, 'responseId' | 'now' | 'issuer' | 'recipient' | 'inResponseTo'>,
  status: Xml,
  assertion: Xml,
  signer: Signer | null,
): BuiltResponse {
  const attributes = {
    'xmlns:samlp': ns.samlp,
    Destination: envelope.recipient,
    ID: envelope.responseId,
    InResponseTo: envelope.inResponseTo,
    IssueInstant: formatInstant(envelope.now),
    Version: '2.0',
  };
  const issuer = element('saml:Issuer', { 'xmlns:saml': ns.saml }, text(envelope.issuer));
  const xml = signedElement('samlp:Response', attributes, issuer, joined(status, assertion), signer);
  return { ok: true, encoded: Buffer.from(xml, 'utf8').toString('base64'), xml };
}

/** A `Status`: the code, and below it the reason. */
export function writeStatus(name: StatusName, detail: StatusName | null): Xml {
  const reason = detail === null ? nothing : element('samlp:StatusCode', { Value: statusUri(detail) });
  return element('samlp:Status', {}, element('samlp:StatusCode', { Value: statusUri(name) }, reason));
}
