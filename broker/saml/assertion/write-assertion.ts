import { formatInstant } from '../instant.ts';
import { bearer, ns } from '../names.ts';
import { type Signer, signedElement } from '../signature/write-signature.ts';
import { element, joined, nothing, text, type Xml } from '../xml/write.ts';
import type { NameId } from './assertion.ts';

/** Clocks of receivers that are behind ours. */
const earlierMs = 60_000;

interface AttributeToWrite {
  readonly name: string;
  readonly values: readonly string[];
}

/** What an assertion of ours says. Times are epoch ms. */
export interface AssertionToWrite {
  readonly id: string;
  readonly now: number;
  readonly lifetimeMs: number;
  readonly issuer: string;
  readonly audience: string;
  readonly recipient: string;
  readonly inResponseTo: string;
  readonly nameId: Pick<NameId, 'value' | 'format'> & Partial<NameId>;
  readonly authnInstant: number;
  readonly authnContextClassRef: string;
  readonly sessionIndex: string;
  readonly sessionNotOnOrAfter: number | null;
  readonly attributes: readonly AttributeToWrite[];
}

/** Writes a bearer assertion (Profiles 4.1.4.2) in canonical form, signed if `signer` is given. */
export function writeAssertion(assertion: AssertionToWrite, signer: Signer | null): Xml {
  const { now, lifetimeMs } = assertion;
  const notOnOrAfter = formatInstant(now + lifetimeMs);
  const attributes = { 'xmlns:saml': ns.saml, ID: assertion.id, IssueInstant: formatInstant(now), Version: '2.0' };
  const rest = joined(
    element('saml:Subject', {}, writeNameId(assertion.nameId), writeConfirmation(assertion, notOnOrAfter)),
    element(
      'saml:Conditions',
      { NotBefore: formatInstant(now - earlierMs), NotOnOrAfter: notOnOrAfter },
      element('saml:AudienceRestriction', {}, element('saml:Audience', {}, text(assertion.audience))),
    ),
    writeAuthnStatement(assertion),
    writeAttributes(assertion.attributes),
  );
  return signedElement('saml:Assertion', attributes, element('saml:Issuer', {}, text(assertion.issuer)), rest, signer);
}

/** A `NameID` inside an element that declares the prefix. */
export function writeNameId(nameId: AssertionToWrite['nameId'], declarations: Readonly<Record<string, string>> = {}): Xml {
  const { format, nameQualifier = null, spNameQualifier = null } = nameId;
  const attributes = { ...declarations, Format: format, NameQualifier: nameQualifier, SPNameQualifier: spNameQualifier };
  return element('saml:NameID', attributes, text(nameId.value));
}

function writeConfirmation({ inResponseTo, recipient }: AssertionToWrite, notOnOrAfter: string): Xml {
  const facts = element('saml:SubjectConfirmationData', { InResponseTo: inResponseTo, NotOnOrAfter: notOnOrAfter, Recipient: recipient });
  return element('saml:SubjectConfirmation', { Method: bearer }, facts);
}

function writeAuthnStatement(assertion: AssertionToWrite): Xml {
  const ends = assertion.sessionNotOnOrAfter;
  return element(
    'saml:AuthnStatement',
    {
      AuthnInstant: formatInstant(assertion.authnInstant),
      SessionIndex: assertion.sessionIndex,
      SessionNotOnOrAfter: ends === null ? null : formatInstant(ends),
    },
    element('saml:AuthnContext', {}, element('saml:AuthnContextClassRef', {}, text(assertion.authnContextClassRef))),
  );
}

/** The schema wants at least one attribute in a statement, so an empty one is not written. */
function writeAttributes(attributes: readonly AttributeToWrite[]): Xml {
  if (attributes.length === 0) return nothing;
  const written = attributes.map(({ name, values }) =>
    element('saml:Attribute', { Name: name }, ...values.map((value) => element('saml:AttributeValue', {}, text(value)))),
  );
  return element('saml:AttributeStatement', {}, ...written);
}
