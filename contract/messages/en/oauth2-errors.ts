import type { WordsFor } from '#contract/errors/kinds';
import type { oauth2Errors } from '#contract/errors/oauth2';
import { oidcErrorWords } from '#contract/messages/en/oidc-errors';

/** Where a person or an admin has to do the same as with OpenID Connect, the words are the same. */
export const oauth2ErrorWords: WordsFor<typeof oauth2Errors> = {
  oauth2_endpoint_refused: oidcErrorWords.oidc_endpoint_refused,
  oauth2_secret_missing: oidcErrorWords.oidc_secret_missing,
  oauth2_fresh_sign_in_impossible: {
    title: 'A fresh sign-in is needed',
    text: 'This application wants you to sign in at your company again, and the sign-in of your company cannot show that you did.',
    action: 'An admin can let people enter this application by another connection, or ask it not to demand a fresh sign-in.',
  },
  oauth2_arrival_malformed: oidcErrorWords.oidc_arrival_malformed,
  oauth2_state_mismatch: oidcErrorWords.oidc_state_mismatch,
  oauth2_issuer_mismatch: oidcErrorWords.oidc_issuer_mismatch,
  oauth2_access_denied: oidcErrorWords.oidc_access_denied,
  oauth2_provider_error: oidcErrorWords.oidc_provider_error,
  oauth2_provider_unreachable: oidcErrorWords.oidc_provider_unreachable,
  oauth2_answer_malformed: oidcErrorWords.oidc_answer_malformed,
  oauth2_code_rejected: oidcErrorWords.oidc_code_rejected,
  oauth2_client_rejected: oidcErrorWords.oidc_client_rejected,
  oauth2_userinfo_rejected: oidcErrorWords.oidc_userinfo_rejected,
  oauth2_subject_invalid: {
    ...oidcErrorWords.oidc_subject_invalid,
    text: 'The identity provider does not name you in a usable way, or not where this connection looks for it.',
  },
  oauth2_claim_malformed: oidcErrorWords.oidc_claim_malformed,
};
