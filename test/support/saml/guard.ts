/**
 * Atlassian Guard as a service provider, as strict as its documents describe one: it was given three values by copy and
 * paste, answers of nobody else count, and whoever is named by their address is who signs in. It shares no code with what
 * it judges: xmldom and xml-crypto alone.
 */
import { randomBytes, X509Certificate } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';

const ns = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;
const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

type Node = ReturnType<DOMParser['parseFromString']>['documentElement'];

/** What an administrator carries from one page to the other. */
export interface PastedValues {
  readonly entityId: string;
  readonly ssoUrl: string;
  /** PEM. */
  readonly certificate: string;
}

export interface GuardPerson {
  readonly email: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export function createGuard(id: string, now: () => number) {
  const entityId = `https://auth.atlassian.com/saml/${id}`;
  const acsUrl = `https://auth.atlassian.com/login/callback?connection=saml-${id}`;
  let pasted: PastedValues | null = null;
  const asked = new Map<string, string>();
  const seen = new Set<string>();

  return {
    entityId,
    acsUrl,
    paste(values: PastedValues): void {
      pasted = values;
    },

    /** Where a customer is sent who opens the native help centre; `state` is what Atlassian wants to have back. */
    ask(state: string): string {
      if (pasted === null) throw new Error('nobody has pasted our values');
      const requestId = `_${randomBytes(12).toString('hex')}`;
      asked.set(requestId, state);
      const xml =
        `<samlp:AuthnRequest xmlns:samlp="${ns.protocol}" ID="${requestId}" IssueInstant="${new Date(now()).toISOString()}" Version="2.0" ` +
        `ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" AssertionConsumerServiceURL="${acsUrl.replaceAll('&', '&amp;')}">` +
        `<saml:Issuer xmlns:saml="${ns.assertion}">${entityId}</saml:Issuer></samlp:AuthnRequest>`;
      const url = new URL(pasted.ssoUrl);
      url.searchParams.set('SAMLRequest', deflateRawSync(xml).toString('base64'));
      url.searchParams.set('RelayState', state);
      return url.href;
    },

    /** The answer that a browser posts to `action`. Throws the first thing that is wrong. */
    take(action: string, form: Readonly<Record<string, string>>): GuardPerson {
      if (pasted === null) throw new Error('nobody has pasted our values');
      must(action === acsUrl, 'posted elsewhere');
      const xml = Buffer.from(form.SAMLResponse ?? '', 'base64').toString('utf8');
      const response = new DOMParser({ errorHandler: { warning: stop, error: stop, fatalError: stop } }).parseFromString(
        xml,
        'text/xml',
      ).documentElement;
      must(response.namespaceURI === ns.protocol && response.localName === 'Response', 'no Response');
      const requestId = response.getAttribute('InResponseTo') ?? '';
      const state = asked.get(requestId);
      must(asked.delete(requestId), 'nobody asked');
      must(form.RelayState === state, 'another RelayState');
      must(response.getAttribute('Destination') === acsUrl, 'Destination');
      must(only(response, ns.protocol, 'StatusCode').getAttribute('Value')?.endsWith(':Success') === true, 'Status');
      const assertion = only(response, ns.assertion, 'Assertion');
      for (const signed of [response, assertion]) checkSignature(xml, signed, pasted.certificate);
      for (const issued of [response, assertion]) must(child(issued, 'Issuer') === pasted.entityId, 'Issuer');

      const assertionId = assertion.getAttribute('ID') ?? '';
      must(!seen.has(assertionId), 'taken already');
      seen.add(assertionId);
      must(only(assertion, ns.assertion, 'Audience').textContent === entityId, 'Audience');
      const data = only(assertion, ns.assertion, 'SubjectConfirmationData');
      must(data.getAttribute('Recipient') === acsUrl, 'Recipient');
      must(data.getAttribute('InResponseTo') === requestId, 'InResponseTo');
      must(now() < Date.parse(data.getAttribute('NotOnOrAfter') ?? ''), 'too late');
      const conditions = only(assertion, ns.assertion, 'Conditions');
      must(Date.parse(conditions.getAttribute('NotBefore') ?? '') <= now(), 'too early');
      must(now() < Date.parse(conditions.getAttribute('NotOnOrAfter') ?? ''), 'Conditions');
      const nameId = only(assertion, ns.assertion, 'NameID');
      must(nameId.getAttribute('Format') === emailFormat, 'form of the name');
      const email = nameId.textContent ?? '';
      must(/^[^@\s]+@[^@\s]+$/.test(email), 'no address');
      return { email, attributes: attributesIn(assertion) };
    },
  };
}

/** One signature directly below the element, over the whole of it, made with the pasted key by RSA-SHA256. */
function checkSignature(xml: string, signed: Node, certificate: string): void {
  const signatures = Array.from(signed.childNodes).filter((node) => (node as Node).localName === 'Signature');
  must(signatures.length === 1, `signatures of ${signed.localName}`);
  const verifier = new SignedXml({
    publicCert: new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    getCertFromKeyInfo: () => null,
  });
  verifier.loadSignature(new XMLSerializer().serializeToString(signatures[0] as Node));
  must(verifier.signatureAlgorithm === rsaSha256, 'algorithm');
  must(verifier.checkSignature(xml), `signature of ${signed.localName}`);
  const references = verifier.getReferences().map((reference) => reference.uri);
  must(references.length === 1 && references[0] === `#${signed.getAttribute('ID')}`, 'reference');
}

function attributesIn(assertion: Node): Record<string, string> {
  const found = Array.from(assertion.getElementsByTagNameNS(ns.assertion, 'Attribute'));
  return Object.fromEntries(
    found.map((attribute) => [
      attribute.getAttribute('Name') ?? '',
      attribute.getElementsByTagNameNS(ns.assertion, 'AttributeValue')[0]?.textContent ?? '',
    ]),
  );
}

function only(within: Node, namespace: string, name: string): Node {
  const found = within.getElementsByTagNameNS(namespace, name);
  const [node] = Array.from(found);
  must(found.length === 1 && node !== undefined, `one ${name}`);
  return node as Node;
}

function child(of: Node, name: string): string | null {
  const found = Array.from(of.childNodes).find((node) => (node as Node).localName === name);
  return found?.textContent ?? null;
}

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`Guard refuses: ${what}`);
}

function stop(message: string): never {
  throw new Error(message);
}
