import { inflateRawSync } from 'node:zlib';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { aSamlConnection, certificateOf } from './connection.ts';
import { rsaKeys } from './keys.ts';
import { excC14n, signAssertion } from './sign.ts';

/** What the provider says of somebody: the NameID and attributes. */
export interface SamlPerson {
  readonly nameId: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** An AuthnRequest as this provider understands it, read without the code under test. */
interface Asked {
  readonly id: string;
  readonly acsUrl: string;
  readonly issuer: string;
  readonly relayState: string;
}

/** The form that its page posts back. */
export interface SamlAnswer {
  readonly action: string;
  readonly fields: { readonly SAMLResponse: string; readonly RelayState: string };
}

/**
 * A company's SAML provider, in as many lines as it takes: it understands a request and signs an answer with xml-crypto.
 * `clock` is the broker's, `change` may do anything to the message before it is signed, `sign` after.
 */
export function createSamlProvider(options: { entityId: string; clock: { now(): number } }) {
  const { entityId, clock } = options;
  const instant = (seconds: number) => `${new Date(clock.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;

  function asked(url: string): Asked {
    const query = new URL(url).searchParams;
    const xml = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString('utf8');
    const find = (pattern: RegExp) => pattern.exec(xml)?.[1] ?? '';
    return {
      id: find(/ ID="([^"]*)"/),
      acsUrl: find(/AssertionConsumerServiceURL="([^"]*)"/),
      issuer: find(/<saml:Issuer[^>]*>([^<]*)</),
      relayState: query.get('RelayState') ?? '',
    };
  }

  function write({ id, acsUrl, issuer }: Asked, { nameId, attributes }: SamlPerson): string {
    const values = (list: readonly string[]) =>
      list.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join('');
    const statement = Object.entries(attributes)
      .map(([name, list]) => `<saml:Attribute Name="${name}">${values(list)}</saml:Attribute>`)
      .join('');
    const namespaces = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
    const unique = Buffer.from(`${id}${clock.now()}`).toString('hex').slice(-40);
    return `<samlp:Response ${namespaces} ID="_r${unique}" Version="2.0" IssueInstant="${instant(0)}" Destination="${acsUrl}" InResponseTo="${id}"><saml:Issuer>${entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="_a${unique}" Version="2.0" IssueInstant="${instant(0)}"><saml:Issuer>${entityId}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${escaped(nameId)}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${acsUrl}" InResponseTo="${id}" NotOnOrAfter="${instant(300)}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${instant(-60)}" NotOnOrAfter="${instant(300)}"><saml:AudienceRestriction><saml:Audience>${issuer}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${instant(0)}" SessionIndex="s${unique}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>${statement === '' ? '' : `<saml:AttributeStatement>${statement}</saml:AttributeStatement>`}</saml:Assertion></samlp:Response>`;
  }

  return {
    entityId,
    asked,
    /** A connection to this provider, as an administrator would set it up. */
    connection: (differences: Partial<SamlConnection> = {}): SamlConnection =>
      aSamlConnection({ entityId, certificates: [certificateOf(rsaKeys())], ...differences }),
    /** Answers the request in an address of the Redirect binding. */
    answer(url: string, person: SamlPerson, how: { change?: (xml: string) => string; sign?: (xml: string) => string } = {}): SamlAnswer {
      const request = asked(url);
      const { change = (xml) => xml, sign = (xml) => signAssertion(xml, { transforms: [enveloped, excC14n] }) } = how;
      const xml = sign(change(write(request, person)));
      return { action: request.acsUrl, fields: { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: request.relayState } };
    },
    /** Begins by itself: no request is named, and the state is this provider's own. */
    unsolicited(to: { acsUrl: string; issuer: string }, person: SamlPerson, change: (xml: string) => string = (xml) => xml): SamlAnswer {
      const unasked = write({ ...to, id: 'none', relayState: '' }, person).replaceAll(' InResponseTo="none"', '');
      const xml = signAssertion(change(unasked), { transforms: [enveloped, excC14n] });
      return { action: to.acsUrl, fields: { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: 'https://intranet.example/' } };
    },
  };
}

export type SamlProvider = ReturnType<typeof createSamlProvider>;

const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
