import type { OidcImport, SamlImport } from '#contract/rpc/import';
import type { SamlEndpoint } from '#contract/settings/saml';
import { connectionWords } from '../../i18n/en-connections.ts';
import type { ProviderForm } from '../form/provider-form.ts';

const words = connectionWords.import;

/** One value that was read, held against the form. */
export interface ReadRow {
  readonly name: string;
  readonly value: string;
  /** Null: not a value of the form, or the form had none. */
  readonly before: string | null;
  readonly state: 'same' | 'changed' | 'new' | 'told';
}

const row = (name: string, value: string, before: string): ReadRow => ({
  name,
  value,
  before: before === '' ? null : before,
  state: before === value ? 'same' : before === '' ? 'new' : 'changed',
});
const told = (name: string, value: string): ReadRow => ({ name, value, before: null, state: 'told' });

const endpointText = (endpoint: SamlEndpoint | undefined): string =>
  endpoint === undefined || endpoint.url === '' ? '' : `${endpoint.url} (${endpoint.binding === 'post' ? 'HTTP-POST' : 'HTTP-Redirect'})`;

/** Formats are long names whose end says it all: urn:oasis:names:tc:SAML:2.0:nameid-format:persistent */
const lastPart = (format: string): string => format.slice(format.lastIndexOf(':') + 1);

/** The endpoint that will be used: the one that is used already, else the recommended one. */
export function chosenEndpoint(offered: readonly SamlEndpoint[], used: SamlEndpoint): SamlEndpoint | undefined {
  return offered.find(({ url, binding }) => url === used.url && binding === used.binding) ?? offered[0];
}

export function samlRows({ saml }: ProviderForm, found: SamlImport): ReadRow[] {
  const logout = chosenEndpoint(found.logout, saml.logout);
  return [
    row(words.entityId, found.entityId, saml.entityId.trim()),
    row(words.signOn, endpointText(chosenEndpoint(found.signOn, saml.signOn)), endpointText(saml.signOn)),
    logout === undefined && saml.logout.url === ''
      ? told(words.logout, words.none)
      : row(words.logout, endpointText(logout) || words.none, endpointText(saml.logout)),
    told(words.signedRequests, found.wantsSignedRequests ? words.wanted : words.notWanted),
    ...(found.nameIdFormats.length === 0 ? [] : [told(words.nameIds, found.nameIdFormats.map(lastPart).join(', '))]),
    ...(found.signatureChecked ? [told(words.signature, words.signatureGood)] : []),
  ];
}

export function oidcRows({ oidc }: ProviderForm, found: OidcImport): ReadRow[] {
  const list = (values: readonly string[] | null) => values?.join(', ') ?? words.unsaid;
  return [
    row(words.issuer, found.issuer, oidc.issuer),
    told(words.authorization, found.authorization),
    told(words.token, found.token),
    told(words.jwks, found.jwks),
    told(words.userinfo, found.userinfo ?? words.none),
    told(words.endSession, found.endSession ?? words.none),
    told(words.algorithms, list(found.algorithms)),
    told(words.clientAuth, list(found.clientAuth)),
    told(words.scopes, list(found.scopes)),
  ];
}

/** The base64 of a certificate without its frame: the same certificate is written in many ways. */
const plain = (text: string): string => text.replace(/-----(BEGIN|END) CERTIFICATE-----|\s+/g, '');

/** Is the certificate in the form already? */
export function isKnownCertificate({ saml }: ProviderForm, pem: string): boolean {
  return saml.certificates.some((text) => plain(text) === plain(pem));
}

/** How many certificates of the form the provider does not name any more. */
export function goneCertificates({ saml }: ProviderForm, found: SamlImport): number {
  const named = new Set(found.certificates.map(({ pem }) => plain(pem)));
  return saml.certificates.filter((text) => text.trim() !== '' && !named.has(plain(text))).length;
}
