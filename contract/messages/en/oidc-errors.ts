import type { WordsFor } from '#contract/errors/kinds';
import type { oidcErrors } from '#contract/errors/oidc';

const startAgain = 'Start again from the help centre.';
const tellHelpDesk = 'Try again in a few minutes. If it happens again, give the support code below to your help desk.';

/** The answer of the provider failed a check: the person can only start again or tell; the check's name is in the trace. */
const unproven = {
  title: 'The answer of your company could not be accepted',
  action: 'Start again from the help centre. If it happens again, give the support code below to your help desk.',
};

export const oidcErrorWords: WordsFor<typeof oidcErrors> = {
  oidc_provider_unreachable: {
    title: "Your company's sign-in does not answer",
    text: 'The service where you sign in could not be reached, or was too slow.',
    action: tellHelpDesk,
  },
  oidc_endpoint_refused: {
    title: "Your company's sign-in is not set up correctly",
    text: 'It names an address that this service is not allowed to use.',
    action: 'An admin can test the connection: the test names the address.',
  },
  oidc_discovery_invalid: {
    title: "Your company's sign-in is not set up correctly",
    text: 'The issuer address does not publish a usable OpenID configuration.',
    action: 'An admin can check the issuer and test the connection.',
  },
  oidc_secret_missing: {
    title: "Your company's sign-in is not set up correctly",
    text: 'The client secret of this connection is not there.',
    action: 'An admin can enter the client secret again and save.',
  },
  oidc_arrival_malformed: {
    title: 'The answer of your company could not be read',
    text: 'Something in the address that brought you here is not as it should be.',
    action: startAgain,
  },
  oidc_state_mismatch: {
    title: 'This answer belongs to another sign-in',
    text: 'The address that brought you here was not made for the sign-in that you started in this browser.',
    action: 'If you followed a link from somebody else, close this page. Otherwise start again from the help centre.',
  },
  oidc_issuer_mismatch: { ...unproven, text: 'It came from another identity provider than the one you were sent to.' },
  oidc_access_denied: {
    title: 'The sign-in was declined',
    text: 'Your company did not sign you in, or you cancelled.',
    action: 'Start again from the help centre. If your company does not let you in, ask your own IT department.',
  },
  oidc_provider_error: {
    title: "Your company's sign-in reports a problem",
    text: 'It answered with an error instead of signing you in.',
    action: tellHelpDesk,
  },
  oidc_code_rejected: {
    title: 'This sign-in was used already or took too long',
    text: 'Your company did not accept the code that your browser brought back. Each code works once and only for a short time.',
    action: startAgain,
  },
  oidc_client_rejected: {
    title: "Your company's sign-in is not set up correctly",
    text: 'The identity provider does not accept the client id or the client secret of this connection.',
    action: 'An admin can enter a new client secret. Secrets of some providers expire after a year or two.',
  },
  oidc_answer_malformed: { ...unproven, text: 'The identity provider sent something that is not a valid answer.' },
  oidc_answer_redirected: {
    ...unproven,
    text: 'The identity provider pointed to another address instead of answering; that is not followed.',
  },
  oidc_answer_too_large: { ...unproven, text: 'The identity provider sent more than is accepted.' },
  oidc_token_missing: { ...unproven, text: 'The identity provider sent no ID token.' },
  oidc_token_malformed: { ...unproven, text: 'The ID token cannot be read.' },
  oidc_token_algorithm: { ...unproven, text: 'The ID token is signed with another algorithm than this connection allows.' },
  oidc_token_key_unknown: { ...unproven, text: 'The ID token is signed with a key that the identity provider does not publish.' },
  oidc_token_key_unusable: { ...unproven, text: 'The key that the identity provider publishes is too weak or cannot be used.' },
  oidc_token_signature: { ...unproven, text: 'The signature of the ID token does not fit.' },
  oidc_token_audience: { ...unproven, text: 'The ID token was made for another application.' },
  oidc_token_expired: {
    title: 'This sign-in took too long',
    text: 'The answer of your company had expired when it arrived.',
    action: 'Start again from the help centre. If it happens again, the clocks of the two services differ: tell your help desk.',
  },
  oidc_token_not_yet_valid: { ...unproven, text: 'The ID token is dated in the future: the clocks of the two services differ.' },
  oidc_token_stale: { ...unproven, text: 'The ID token was made too long ago.' },
  oidc_token_hash_mismatch: { ...unproven, text: 'The ID token and the access token do not belong together.' },
  oidc_nonce_mismatch: {
    title: 'This answer belongs to another sign-in',
    text: 'The ID token was not made for the sign-in that you started in this browser.',
    action: startAgain,
  },
  oidc_subject_invalid: { ...unproven, text: 'The ID token does not name the person in a usable way.' },
  oidc_authentication_too_old: {
    title: 'A fresh sign-in is needed',
    text: 'This step needs you to sign in at your company again, and your company did not say that you did.',
    action: 'Start again and sign in with your password when you are asked. If it happens again, tell your help desk.',
  },
  oidc_context_mismatch: { ...unproven, text: 'Your company signed you in, but not in the way that the help centre asks it to.' },
  oidc_logout_token_invalid: {
    title: 'A sign-out of the provider was not understood',
    text: 'The identity provider wanted to end sessions, but what it sent is no valid logout token.',
    action: 'An admin can compare the back-channel logout settings at the provider with those of this connection.',
  },
  oidc_logout_token_used: {
    title: 'A sign-out of the provider came twice',
    text: 'The identity provider sent a logout token that had been used before. Nothing more was ended.',
    action: 'Nothing has to be done, unless it happens again and again: then somebody may be sending them again.',
  },
  oidc_userinfo_rejected: { ...unproven, text: 'The identity provider did not give the further details about you that are needed.' },
  oidc_userinfo_subject_mismatch: { ...unproven, text: 'The details that the identity provider gave are about another person.' },
  oidc_claim_malformed: { ...unproven, text: 'A detail about you, such as the e-mail address or the groups, is not in a usable form.' },
};
