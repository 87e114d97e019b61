import type { OidcVariant } from '#contract/presets/preset';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { wordsIn } from './texts.ts';

export const endpointNames = ['authorization', 'token', 'jwks', 'userinfo', 'endSession'] as const;
export type EndpointName = (typeof endpointNames)[number];
/** A provider may do without these. */
export const optionalEndpoints: readonly EndpointName[] = ['userinfo', 'endSession'];

export interface OidcForm {
  readonly issuer: string;
  /** The addresses are entered, for a provider without a discovery document. */
  readonly byHand: boolean;
  readonly endpoints: Readonly<Record<EndpointName, string>>;
  readonly tokenEndpointAuth: OidcConnection['tokenEndpointAuth'];
  readonly idTokenAlgorithm: OidcConnection['idTokenAlgorithm'];
  readonly scopes: string;
  readonly acrValues: string;
  /** Seconds, or empty. */
  readonly maxAge: string;
  readonly prompt: OidcConnection['prompt'];
  readonly loginFromProvider: boolean;
  readonly backChannelLogout: boolean;
}

const noEndpoints = { authorization: '', token: '', jwks: '', userinfo: '', endSession: '' };

export const blankOidc: OidcForm = {
  issuer: '',
  byHand: false,
  endpoints: noEndpoints,
  tokenEndpointAuth: 'client_secret_basic',
  idTokenAlgorithm: 'RS256',
  scopes: '',
  acrValues: '',
  maxAge: '',
  prompt: null,
  loginFromProvider: false,
  backChannelLogout: false,
};

type OidcSettings = Pick<
  OidcVariant['defaults'],
  | 'tokenEndpointAuth'
  | 'idTokenAlgorithm'
  | 'scopes'
  | 'acrValues'
  | 'maxAgeSeconds'
  | 'prompt'
  | 'endpoints'
  | 'loginFromProvider'
  | 'backChannelLogout'
>;

/** Settings of the protocol as the fields of the form hold them. */
export function oidcTexts(settings: OidcSettings): Omit<OidcForm, 'issuer'> {
  const { tokenEndpointAuth, idTokenAlgorithm, scopes, acrValues, maxAgeSeconds, prompt, endpoints } = settings;
  const { userinfo, endSession, ...needed } = endpoints ?? { ...noEndpoints, userinfo: null, endSession: null };
  return {
    tokenEndpointAuth,
    idTokenAlgorithm,
    prompt,
    loginFromProvider: settings.loginFromProvider,
    backChannelLogout: settings.backChannelLogout,
    scopes: scopes.join(' '),
    acrValues: acrValues.join(' '),
    maxAge: maxAgeSeconds === null ? '' : String(maxAgeSeconds),
    byHand: endpoints !== null,
    endpoints: { ...needed, userinfo: userinfo ?? '', endSession: endSession ?? '' },
  };
}

export function oidcSettings(form: OidcForm) {
  const { byHand, endpoints, scopes, acrValues, maxAge, issuer, ...same } = form;
  const { userinfo, endSession, ...needed } = endpoints;
  return {
    ...same,
    issuer: issuer.trim(),
    endpoints: byHand
      ? { ...needed, userinfo: userinfo === '' ? null : userinfo, endSession: endSession === '' ? null : endSession }
      : null,
    scopes: wordsIn(scopes),
    acrValues: wordsIn(acrValues),
    // What is no number stays as it was typed would: not a number, which the schema refuses.
    maxAgeSeconds: maxAge.trim() === '' ? null : Number(maxAge),
  };
}
