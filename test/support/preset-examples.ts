import type { Answers } from '#contract/presets/answers';

interface PresetExample {
  readonly answers: Answers;
  /** What the answers make of the variant's addresses, in its order. */
  readonly addresses: readonly (string | null)[];
}

const nothingToAsk: PresetExample = { answers: {}, addresses: [null] };
const issuer = (address: string): PresetExample => ({ answers: { issuer: address }, addresses: [address] });
const realm = { server: 'https://sso.borealis.example/auth', realm: 'customers' };
const host = { host: 'sts.borealis.example' };

/** Answers to the questions of every variant, by preset and protocol. */
export const examples: Readonly<Record<string, PresetExample>> = {
  'okta oidc': { answers: { domain: 'borealis.okta.com' }, addresses: ['https://borealis.okta.com'] },
  'okta saml': nothingToAsk,
  'entra-id oidc': {
    answers: { tenantId: '8f9c2d3e-1111-4222-8333-444455556666' },
    addresses: ['https://login.microsoftonline.com/8f9c2d3e-1111-4222-8333-444455556666/v2.0'],
  },
  'entra-id saml': nothingToAsk,
  'google oidc': { answers: {}, addresses: ['https://accounts.google.com'] },
  'google saml': nothingToAsk,
  'ad-fs saml': { answers: host, addresses: ['https://sts.borealis.example/FederationMetadata/2007-06/FederationMetadata.xml'] },
  'ad-fs oidc': { answers: host, addresses: ['https://sts.borealis.example/adfs'] },
  'keycloak oidc': { answers: realm, addresses: ['https://sso.borealis.example/auth/realms/customers'] },
  'keycloak saml': { answers: realm, addresses: ['https://sso.borealis.example/auth/realms/customers/protocol/saml/descriptor'] },
  'auth0 oidc': { answers: { domain: 'borealis.eu.auth0.com' }, addresses: ['https://borealis.eu.auth0.com/'] },
  'auth0 saml': nothingToAsk,
  'onelogin saml': nothingToAsk,
  'onelogin oidc': { answers: { subdomain: 'borealis' }, addresses: ['https://borealis.onelogin.com/oidc/2'] },
  'pingone oidc': issuer('https://auth.pingone.eu/8f9c2d3e-1111-4222-8333-444455556666/as'),
  'pingone saml': nothingToAsk,
  'pingfederate saml': nothingToAsk,
  'pingfederate oidc': issuer('https://sso.borealis.example'),
  'jumpcloud saml': nothingToAsk,
  'jumpcloud oidc': { answers: {}, addresses: ['https://oauth.id.jumpcloud.com/'] },
  'generic-oidc oidc': issuer('https://id.borealis.example/tenant/'),
};
