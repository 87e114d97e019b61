import type { Seeded } from '../../seeded.ts';
import { acs, at, idp, requestId, sp } from '../response.ts';
import { escaped } from './markup.ts';
import { someWriter, type Writer } from './writer.ts';

/** What a message says about a person, as its maker meant it. */
export interface Identity {
  readonly issuer: string;
  readonly nameId: string;
  readonly format: string | null;
  readonly sessionIndex: string | null;
  readonly inResponseTo: string;
  /** All values of a name, in the order of the message. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** An unsigned Response that a good provider could write, and what it says. */
export interface HonestResponse {
  readonly xml: string;
  readonly identity: Identity;
}

const formats = [
  '1.1:nameid-format:unspecified',
  '1.1:nameid-format:emailAddress',
  '2.0:nameid-format:persistent',
  '2.0:nameid-format:transient',
];
const names = [
  'alice',
  'alice@customer.example',
  'CN=Alice Ädams,O=Customer & Sons',
  '"alice" <alice@customer.example>',
  'アリス\u{1f600}',
  ' alice with spaces ',
  "o'alice",
  'a > b < c',
  '_5f0c6a4e9b',
];
const values = [
  ...names,
  '',
  ' ',
  'yes',
  'two\nlines',
  'tab\there',
  'e\u0301',
  '<b>bold</b>',
  '&amp;',
  'x'.repeat(700),
  '0',
  'admins; users',
];
const attributeNames = [
  'email',
  'groups',
  'Role',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'display name',
  'Ünïcode',
];
const types = ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/**
 * Writes a Response in one of the many ways in which providers do: prefixes, white space, quotes, optional elements, the
 * order of statements, formats, several values, characters of the world. An envelope that will not be signed (`mayBeBare`)
 * may do without Destination and Issuer.
 */
export function honestResponse(random: Seeded, { mayBeBare }: { readonly mayBeBare: boolean }): HonestResponse {
  const to = someWriter(random);
  const identity = someIdentity(random);
  const isBare = mayBeBare && random.chance(0.2);
  // Where the types of attribute values are declared: nowhere, at each value, in the assertion, in the Response.
  const typed = random.pick(['no', 'no', 'no', 'value', 'assertion', 'response'] as const);
  const issuerFormat = sometimes(random, 0.2, 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity');

  const assertion = to.assertion(
    'Assertion',
    { ID: '_assertion1', Version: '2.0', IssueInstant: withFraction(random, at(0)) },
    [
      to.assertion('Issuer', { Format: issuerFormat }, idp),
      writeSubject(to, random, identity),
      writeConditions(to, random),
      ...inSomeOrder(random, [writeAuthnStatement(to, random, identity), writeAttributes(to, random, identity, typed)]),
    ],
    `${to.declaresAssertion}${typed === 'assertion' ? types : ''}`,
  );
  const xml = to.protocol(
    'Response',
    {
      ID: '_response1',
      Version: '2.0',
      IssueInstant: at(0),
      Destination: isBare ? null : acs,
      InResponseTo: requestId,
      Consent: sometimes(random, 0.1, 'urn:oasis:names:tc:SAML:2.0:consent:unspecified'),
    },
    [isBare ? '' : writeIssuer(to, random, issuerFormat), writeStatus(to, random), assertion],
    `${to.declaresProtocol}${to.isBare ? '' : to.declaresAssertion}${typed === 'response' ? types : ''}`,
  );
  const prolog = random.pick([...Array.from({ length: 8 }, () => ''), '<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0'?>\n"]);
  return { xml: prolog + xml, identity };
}

/** A default namespace of the protocol would swallow an Issuer without prefix, so that one declares its own. */
function writeIssuer(to: Writer, random: Seeded, format: string | null): string {
  return to.assertion('Issuer', { Format: format }, idp, to.isBare || random.chance(0.5) ? to.declaresAssertion : '');
}

function writeStatus(to: Writer, random: Seeded): string {
  const code = to.protocol('StatusCode', { Value: 'urn:oasis:names:tc:SAML:2.0:status:Success' });
  return to.protocol('Status', {}, [code, random.chance(0.1) ? to.protocol('StatusMessage', {}, 'fine') : '']);
}

function writeSubject(to: Writer, random: Seeded, { nameId, format }: Identity): string {
  const name = to.assertion('NameID', { Format: format, SPNameQualifier: sometimes(random, 0.1, sp) }, escaped(nameId));
  const facts = { Recipient: acs, InResponseTo: requestId, NotOnOrAfter: at(300) };
  const confirmation = to.assertion('SubjectConfirmationData', Object.fromEntries(random.shuffled(Object.entries(facts))));
  return to.assertion('Subject', {}, [
    name,
    to.assertion('SubjectConfirmation', { Method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer' }, [confirmation]),
  ]);
}

function writeConditions(to: Writer, random: Seeded): string {
  const audiences = random.chance(0.2) ? random.shuffled([sp, 'https://other.example']) : [sp];
  const restriction = to.assertion(
    'AudienceRestriction',
    {},
    audiences.map((audience) => to.assertion('Audience', {}, audience)),
  );
  const window = { NotBefore: at(-60), NotOnOrAfter: withFraction(random, at(300)) };
  return to.assertion('Conditions', window, [restriction, random.chance(0.1) ? to.assertion('OneTimeUse') : '']);
}

function writeAuthnStatement(to: Writer, random: Seeded, { sessionIndex }: Identity): string {
  const context = to.assertion('AuthnContext', {}, [
    to.assertion('AuthnContextClassRef', {}, 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password'),
    random.chance(0.1) ? to.assertion('AuthenticatingAuthority', {}, 'https://upstream.example') : '',
  ]);
  const attributes = {
    AuthnInstant: withFraction(random, at(-30)),
    SessionIndex: sessionIndex,
    SessionNotOnOrAfter: sometimes(random, 0.3, at(3_600)),
  };
  return to.assertion('AuthnStatement', attributes, [
    random.chance(0.1) ? to.assertion('SubjectLocality', { Address: '192.0.2.1' }) : '',
    context,
  ]);
}

/** Keycloak writes one `Attribute` for each value; the others one for each name. */
function writeAttributes(to: Writer, random: Seeded, { attributes }: Identity, typed: string): string {
  if (attributes.size === 0) return '';
  const type = typed === 'no' ? '' : `${typed === 'value' ? types : ''} xsi:type="xs:string"`;
  const lists = [...attributes].flatMap(([name, list]) =>
    list.length > 1 && random.chance(0.2) ? list.map((value) => [name, [value]] as const) : [[name, list] as const],
  );
  const written = lists.map(([name, list]) => {
    const format = sometimes(random, 0.3, 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri');
    const elements = list.map((value) => to.assertion('AttributeValue', {}, escaped(value), type));
    return to.assertion('Attribute', { Name: name, NameFormat: format }, elements);
  });
  return to.assertion('AttributeStatement', {}, written);
}

function someIdentity(random: Seeded): Identity {
  const attributes = new Map<string, readonly string[]>();
  for (const name of random.shuffled(attributeNames).slice(0, random.below(5))) {
    attributes.set(
      name,
      Array.from({ length: random.pick([1, 1, 1, 2, 3, 0]) }, () => random.pick(values)),
    );
  }
  return {
    issuer: idp,
    nameId: random.pick(names),
    format: random.chance(0.2) ? null : `urn:oasis:names:tc:SAML:${random.pick(formats)}`,
    sessionIndex: random.chance(0.1) ? null : random.pick(['session1', '_s-ää', 'a b']),
    inResponseTo: requestId,
    attributes,
  };
}

/** Some providers write fractions of seconds. The moment stays the same to the second. */
function withFraction(random: Seeded, instant: string): string {
  return random.chance(0.3) ? instant.replace('Z', random.pick(['.000Z', '.5Z', '.123456Z'])) : instant;
}

function inSomeOrder<Item>(random: Seeded, items: readonly Item[]): readonly Item[] {
  return random.chance(0.3) ? items.toReversed() : items;
}

function sometimes(random: Seeded, probability: number, value: string): string | null {
  return random.chance(probability) ? value : null;
}
