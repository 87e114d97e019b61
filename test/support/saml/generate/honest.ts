import type { Seeded } from '../../seeded.ts';
import { acs, at, idp, requestId, sp } from '../response.ts';
import { escaped } from './markup.ts';

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
/** How the two namespaces are written: prefix of the protocol, prefix of the assertion; none means the default. */
const prefixStyles: readonly (readonly [string, string])[] = [
  ['samlp', 'saml'],
  ['saml2p', 'saml2'],
  ['', ''],
  ['samlp', ''],
  ['', 'saml'],
  ['p', 'a'],
  ['ns0', 'ns1'],
];
const samlp = 'urn:oasis:names:tc:SAML:2.0:protocol';
const saml = 'urn:oasis:names:tc:SAML:2.0:assertion';
const types = ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

type Attributes = readonly (readonly [string, string | null])[];

/**
 * Writes a Response in one of the many ways in which providers do: prefixes, white space, quotes, optional elements, the
 * order of statements, formats, several values, characters of the world. Only what a signature will not cover is left out
 * for unsigned envelopes (`bare`): Destination and the Issuer of the Response.
 */
export function honestResponse(random: Seeded, options: { readonly mayBeBare: boolean }): HonestResponse {
  const [protocol, assertion] = random.pick(prefixStyles);
  const gap = random.pick(['', '', '', '\n', '\n  ', ' ']);
  const isTyped = random.chance(0.3);
  const typesAbove = isTyped && random.chance(0.5);
  const bare = options.mayBeBare && random.chance(0.2);
  const identity = someIdentity(random);

  function element(prefix: string, name: string, attributes: Attributes, content: readonly string[] | string = '', declares = ''): string {
    const tag = prefix === '' ? name : `${prefix}:${name}`;
    const quote = random.chance(0.1) ? "'" : '"';
    const written = attributes
      .filter(([, value]) => value !== null)
      .map(([key, value]) => ` ${key}=${quote}${escaped(value ?? '').replaceAll("'", '&apos;')}${quote}`)
      .join('');
    const inside = typeof content === 'string' ? content : `${gap}${content.filter((part) => part !== '').join(gap)}${gap}`;
    return inside.trim() === '' && inside === '' ? `<${tag}${declares}${written}/>` : `<${tag}${declares}${written}>${inside}</${tag}>`;
  }
  const declare = (prefix: string, uri: string) => (prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`);
  const a = (name: string, attributes: Attributes, content?: readonly string[] | string) => element(assertion, name, attributes, content);
  const p = (name: string, attributes: Attributes, content?: readonly string[] | string) => element(protocol, name, attributes, content);

  const issuerFormat = random.chance(0.2) ? 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity' : null;
  const confirmation = a(
    'SubjectConfirmation',
    [['Method', 'urn:oasis:names:tc:SAML:2.0:cm:bearer']],
    [
      a(
        'SubjectConfirmationData',
        random.shuffled([
          ['Recipient', acs],
          ['InResponseTo', requestId],
          ['NotOnOrAfter', at(300)],
        ] as const),
      ),
    ],
  );
  const conditions = a(
    'Conditions',
    [
      ['NotBefore', at(-60)],
      ['NotOnOrAfter', fraction(random, at(300))],
    ],
    [
      a(
        'AudienceRestriction',
        [],
        random.shuffled([a('Audience', [], sp), ...(random.chance(0.2) ? [a('Audience', [], 'https://other.example')] : [])]),
      ),
      random.chance(0.1) ? a('OneTimeUse', []) : '',
    ],
  );
  const authn = a(
    'AuthnStatement',
    [
      ['AuthnInstant', fraction(random, at(-30))],
      ['SessionIndex', identity.sessionIndex === null ? null : identity.sessionIndex],
      ['SessionNotOnOrAfter', random.chance(0.3) ? at(3600) : null],
    ],
    [
      random.chance(0.1) ? a('SubjectLocality', [['Address', '192.0.2.1']]) : '',
      a(
        'AuthnContext',
        [],
        [
          a('AuthnContextClassRef', [], 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password'),
          random.chance(0.1) ? a('AuthenticatingAuthority', [], 'https://upstream.example') : '',
        ],
      ),
    ],
  );
  const type = isTyped ? `${typesAbove ? '' : types} xsi:type="xs:string"` : '';
  const written = writtenAttributes(random, identity).map(([name, list]) =>
    a(
      'Attribute',
      [
        ['Name', name],
        ['NameFormat', random.chance(0.3) ? 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri' : null],
      ],
      list.map((value) => element(assertion, 'AttributeValue', [], escaped(value), type)),
    ),
  );
  const statements = [authn, ...(written.length === 0 ? [] : [a('AttributeStatement', [], written)])];
  const name = a(
    'NameID',
    [
      ['Format', identity.format],
      ['SPNameQualifier', random.chance(0.1) ? sp : null],
    ],
    escaped(identity.nameId),
  );

  const declarations = `${declare(assertion, saml)}${typesAbove && random.chance(0.5) ? types : ''}`;
  const inAssertion = [a('Issuer', [['Format', issuerFormat]], idp), a('Subject', [], [name, confirmation]), conditions];
  const whole = element(
    assertion,
    'Assertion',
    [
      ['ID', '_assertion1'],
      ['Version', '2.0'],
      ['IssueInstant', fraction(random, at(0))],
    ],
    [...inAssertion, ...(random.chance(0.3) ? statements.toReversed() : statements)],
    declarations,
  );
  const status = p(
    'Status',
    [],
    [p('StatusCode', [['Value', 'urn:oasis:names:tc:SAML:2.0:status:Success']]), random.chance(0.1) ? p('StatusMessage', [], 'fine') : ''],
  );
  // A default namespace of the protocol would swallow an Issuer without prefix, so it declares its own.
  const issuer = element(
    assertion,
    'Issuer',
    [['Format', issuerFormat]],
    idp,
    assertion === '' || random.chance(0.5) ? declare(assertion, saml) : '',
  );
  const above = `${declare(protocol, samlp)}${assertion === '' ? '' : declare(assertion, saml)}`;
  const declaresTypes = typesAbove && !declarations.includes(types) ? types : '';
  const xml = element(
    protocol,
    'Response',
    [
      ['ID', '_response1'],
      ['Version', '2.0'],
      ['IssueInstant', at(0)],
      ['Destination', bare ? null : acs],
      ['InResponseTo', requestId],
      ['Consent', random.chance(0.1) ? 'urn:oasis:names:tc:SAML:2.0:consent:unspecified' : null],
    ],
    [bare ? '' : issuer, status, whole],
    `${above}${declaresTypes}`,
  );
  const prolog = random.chance(0.2) ? random.pick(['<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0'?>\n"]) : '';
  return { xml: prolog + xml, identity };
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

/** Keycloak writes one `Attribute` for each value; the others one for each name. */
function writtenAttributes(random: Seeded, { attributes }: Identity): readonly (readonly [string, readonly string[]])[] {
  return [...attributes].flatMap(([name, list]) =>
    list.length > 1 && random.chance(0.2) ? list.map((value) => [name, [value]] as const) : [[name, list] as const],
  );
}

/** Some providers write fractions of seconds. The moment stays the same to the second. */
function fraction(random: Seeded, instant: string): string {
  return random.chance(0.3) ? instant.replace('Z', random.pick(['.000Z', '.5Z', '.123456Z'])) : instant;
}
