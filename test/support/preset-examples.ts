import type { Answers } from '#contract/presets/answers';

interface PresetExample {
  readonly answers: Answers;
  /** What the answers make of the variant's addresses, in its order. */
  readonly addresses: readonly (string | null)[];
}

const nothingToAsk: PresetExample = { answers: {}, addresses: [null] };
const issuer = (address: string): PresetExample => ({ answers: { issuer: address }, addresses: [address] });
const server = (address: string, path: string): PresetExample => ({ answers: { server: address }, addresses: [`${address}${path}`] });
const application = { server: 'https://sso.borealis.example', slug: 'gatehouse' };
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
  'jumpcloud oidc': { answers: { domain: 'eu.jumpcloud.com' }, addresses: ['https://oauth.id.eu.jumpcloud.com/'] },
  'duo saml': nothingToAsk,
  'duo oidc': issuer('https://sso-1a2b3c4d.sso.duosecurity.com/oidc/DI1A2B3C4D5E6F7G8H9I'),
  'cisco oidc': issuer('https://idbroker-eu.webex.com/idb'),
  'cisco oauth2': {
    answers: {},
    addresses: ['https://webexapis.com/v1/authorize', 'https://webexapis.com/v1/access_token', 'https://webexapis.com/v1/userinfo', null],
  },
  'cyberark saml': nothingToAsk,
  'cyberark oidc': issuer('https://abc1234.id.cyberark.cloud/gatehouse/'),
  'shibboleth saml': { answers: { host: 'idp.borealis.example' }, addresses: ['https://idp.borealis.example/idp/shibboleth'] },
  'shibboleth oidc': issuer('https://idp.borealis.example'),
  'simplesamlphp saml': {
    answers: { server: 'https://sso.borealis.example/simplesaml' },
    addresses: ['https://sso.borealis.example/simplesaml/module.php/saml/idp/metadata'],
  },
  'authentik oidc': { answers: application, addresses: ['https://sso.borealis.example/application/o/gatehouse/'] },
  'authentik saml': { answers: application, addresses: ['https://sso.borealis.example/application/saml/gatehouse/metadata/'] },
  'authelia oidc': server('https://auth.borealis.example', ''),
  'zitadel oidc': server('https://borealis-a1b2c3.eu1.zitadel.cloud', ''),
  'zitadel saml': server('https://borealis-a1b2c3.eu1.zitadel.cloud', '/saml/v2/metadata'),
  'logto oidc': server('https://borealis.logto.app', '/oidc'),
  'logto saml': nothingToAsk,
  'aws-iam-identity-center saml': nothingToAsk,
  'aws-cognito oidc': {
    answers: { region: 'eu-central-1', userPoolId: 'eu-central-1_AbCdEfGhI' },
    addresses: ['https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI'],
  },
  'github oauth2': {
    answers: {},
    addresses: [
      'https://github.com/login/oauth/authorize',
      'https://github.com/login/oauth/access_token',
      'https://api.github.com/user',
      'https://api.github.com/user/emails',
    ],
  },
  'gitlab oidc': server('https://gitlab.com', ''),
  'salesforce oidc': server('https://borealis.my.salesforce.com', ''),
  'salesforce saml': nothingToAsk,
  'slack oidc': { answers: {}, addresses: ['https://slack.com'] },
  'miniorange saml': nothingToAsk,
  'miniorange oidc': issuer('https://login.xecurify.com/moas'),
  'generic-saml saml': nothingToAsk,
  'generic-oauth2 oauth2': {
    answers: {
      authorizationUrl: 'https://id.borealis.example/oauth/authorize',
      tokenUrl: 'https://id.borealis.example/oauth/token',
      userInfoUrl: 'https://id.borealis.example/api/me',
    },
    addresses: [
      'https://id.borealis.example/oauth/authorize',
      'https://id.borealis.example/oauth/token',
      'https://id.borealis.example/api/me',
      null,
    ],
  },
  'email-code email-code': { answers: {}, addresses: [] },
  'generic-oidc oidc': issuer('https://id.borealis.example/tenant/'),
};
