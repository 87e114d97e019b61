import type { Protocol } from '#contract/settings/connection';

/** What people call the protocols. */
export const protocolNames: Readonly<Record<Protocol, string>> = {
  saml: 'SAML 2.0',
  oidc: 'OpenID Connect',
  oauth2: 'OAuth 2.0',
  'email-code': 'Code by e-mail',
};
