import { type Static, Type } from 'typebox';

const presetIds = [
  'okta',
  'entra-id',
  'google',
  'ad-fs',
  'keycloak',
  'auth0',
  'onelogin',
  'pingone',
  'pingfederate',
  'jumpcloud',
  'duo',
  'cisco',
  'cyberark',
  'shibboleth',
  'simplesamlphp',
  'authentik',
  'authelia',
  'zitadel',
  'logto',
  'aws-iam-identity-center',
  'aws-cognito',
  'github',
  'gitlab',
  'salesforce',
  'slack',
  'miniorange',
  'generic-saml',
  'generic-oidc',
  'generic-oauth2',
  'email-code',
] as const;

export const PresetId = Type.Enum(presetIds, { description: 'The vendor, for the words and steps of the admin page; it decides nothing.' });
export type PresetId = Static<typeof PresetId>;
