import type { OAuth2Variant } from '#contract/presets/preset';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { wordsIn } from './texts.ts';

export interface OAuth2Form {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
  /** Empty: userinfo tells the address. */
  readonly emailsUrl: string;
  readonly tokenEndpointAuth: OAuth2Connection['tokenEndpointAuth'];
  readonly scopes: string;
  readonly subject: string;
  /** Empty: the provider does not say. */
  readonly emailVerified: string;
}

export const blankOAuth2: OAuth2Form = {
  authorizationUrl: '',
  tokenUrl: '',
  userInfoUrl: '',
  emailsUrl: '',
  tokenEndpointAuth: 'client_secret_basic',
  scopes: '',
  subject: 'id',
  emailVerified: '',
};

/** Settings of the protocol as the fields of the form hold them; the addresses are the vendor's. */
export function oauth2Texts(settings: Omit<OAuth2Variant['defaults'], 'mapping' | 'emailTrust'>) {
  const { tokenEndpointAuth, scopes, subject, emailVerified } = settings;
  return { tokenEndpointAuth, subject, scopes: scopes.join(' '), emailVerified: emailVerified ?? '' };
}

export function oauth2Settings(form: OAuth2Form) {
  return {
    ...form,
    authorizationUrl: form.authorizationUrl.trim(),
    tokenUrl: form.tokenUrl.trim(),
    userInfoUrl: form.userInfoUrl.trim(),
    emailsUrl: form.emailsUrl.trim() === '' ? null : form.emailsUrl.trim(),
    scopes: wordsIn(form.scopes),
    subject: form.subject.trim(),
    emailVerified: form.emailVerified.trim() === '' ? null : form.emailVerified.trim(),
  };
}
