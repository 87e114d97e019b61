import type { Static } from 'typebox';
import type { OidcAssurance, SamlAssurance } from '#contract/settings/connections/assurance';
import type { PresetId } from '#contract/settings/connections/preset-id';

type OidcTable = Static<typeof OidcAssurance>;
type SamlTable = Static<typeof SamlAssurance>;

/** A working day: then people sign in at their company again anyhow. */
const maxAgeMinutes = 8 * 60;

/** `mfa` of RFC 8176, section 2, which may have been an SMS: it counts as `any`. Administrators who know better say so. */
const mfaInAmr: OidcTable = { contexts: [], methods: [{ value: 'mfa', counts: 'any' }], maxAgeMinutes, ask: [] };

/** The profile that universities have agreed on (REFEDS MFA Profile 1.2). */
const refedsMfa: SamlTable = {
  contexts: [{ value: 'https://refeds.org/profile/mfa', counts: 'any' }],
  methods: [],
  methodsAttribute: null,
  maxAgeMinutes,
  ask: [{ value: 'https://refeds.org/profile/mfa', for: 'any' }],
};

/** Microsoft's products tell of a second factor in a claim, never in the AuthnContextClassRef. */
const microsoftClaims: SamlTable = {
  contexts: [],
  methods: [{ value: 'http://schemas.microsoft.com/claims/multipleauthn', counts: 'any' }],
  methodsAttribute: 'http://schemas.microsoft.com/claims/authnmethodsreferences',
  maxAgeMinutes,
  ask: [],
};

/** Of the EAP ACR Values of OpenID: signed in by what withstands a copied sign-in page, with a hardware key for `phrh`. */
const eapContexts: OidcTable['contexts'] = [
  { value: 'phr', counts: 'phishing-resistant' },
  { value: 'phrh', counts: 'phishing-resistant' },
];

/**
 * What each vendor is publicly known to say of a second factor. It is an offer for the form of a connection, and off until an
 * administrator takes it: only they know what their company asks people for. Vendors that are not here either say nothing
 * (Google, Entra ID by OpenID Connect), or what they say is made by each company itself (Keycloak, PingOne).
 */
const offers: Readonly<Partial<Record<PresetId, { readonly oidc?: OidcTable; readonly saml?: SamlTable }>>> = {
  okta: {
    oidc: {
      contexts: [...eapContexts, { value: 'urn:okta:loa:2fa:any', counts: 'any' }],
      methods: mfaInAmr.methods,
      maxAgeMinutes,
      ask: [
        { value: 'phr', for: 'phishing-resistant' },
        { value: 'urn:okta:loa:2fa:any', for: 'any' },
      ],
    },
  },
  auth0: { oidc: { ...mfaInAmr, ask: [{ value: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor', for: 'any' }] } },
  'aws-cognito': { oidc: mfaInAmr },
  authelia: { oidc: mfaInAmr },
  authentik: { oidc: mfaInAmr },
  zitadel: { oidc: mfaInAmr },
  logto: {
    oidc: {
      contexts: [{ value: 'urn:logto:acr:mfa', counts: 'any' }],
      methods: [],
      maxAgeMinutes,
      ask: [{ value: 'urn:logto:acr:mfa', for: 'any' }],
    },
  },
  'generic-oidc': { oidc: { ...mfaInAmr, contexts: eapContexts } },
  'entra-id': { saml: microsoftClaims },
  'ad-fs': { saml: microsoftClaims },
  shibboleth: { saml: refedsMfa },
  simplesamlphp: { saml: refedsMfa },
  'generic-saml': { saml: refedsMfa },
};

/** What a form may offer for a vendor's connection; null where nothing is known. */
export function offeredAssurance(preset: PresetId, protocol: 'oidc'): OidcTable | null;
export function offeredAssurance(preset: PresetId, protocol: 'saml'): SamlTable | null;
export function offeredAssurance(preset: PresetId, protocol: 'oidc' | 'saml'): OidcTable | SamlTable | null {
  return offers[preset]?.[protocol] ?? null;
}
