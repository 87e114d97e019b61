import { customersErrors } from '#contract/errors/customers';
import { emailCodeErrors } from '#contract/errors/email-code';
import { oauth2Errors } from '#contract/errors/oauth2';
import { oidcErrors } from '#contract/errors/oidc';
import { samlErrors } from '#contract/errors/saml';
import type { Diagnosis } from '#contract/messages/en/diagnoses';

const ofConnectors = { ...samlErrors, ...oidcErrors, ...oauth2Errors, ...emailCodeErrors };
const diagnosed = { ...ofConnectors, ...customersErrors };
type DiagnosedCode = keyof typeof diagnosed;

/** Every code that has a diagnosis. */
export const diagnosedCodes = Object.keys(diagnosed) as readonly DiagnosedCode[];

/** What is likely wrong; null for codes that say nothing about a connection. */
export function findDiagnosis(code: string): Diagnosis | null {
  if (!Object.hasOwn(diagnosed, code)) return null;
  // Documents that an administrator imports: the page that imports them says more of each.
  if (code.startsWith('saml_metadata_')) return 'saml-metadata';
  if (Object.hasOwn(ofConnectors, code)) return table[code as OfSignIn];
  return ofEmail[code as keyof typeof customersErrors] ?? 'account';
}

/** What an address lacks is mended at the connection; the rest is about an account in Jira. */
const ofEmail: Readonly<Partial<Record<keyof typeof customersErrors, Diagnosis>>> = {
  customer_email_missing: 'email-missing',
  customer_email_unusable: 'email-unusable',
  customer_email_unverified: 'email-unverified',
  customer_email_domain_refused: 'email-domain',
};

type OfSignIn = Exclude<keyof typeof ofConnectors, `saml_metadata_${string}`>;

/** One diagnosis for each code: a code without one does not compile. */
const table: Readonly<Record<OfSignIn, Diagnosis>> = {
  saml_message_missing: 'not-an-answer',
  saml_message_too_large: 'message-form',
  saml_message_not_base64: 'message-form',
  saml_message_not_deflated: 'message-form',
  saml_message_not_utf8: 'message-form',
  saml_query_malformed: 'message-form',
  saml_relay_state_invalid: 'message-form',
  saml_xml_character: 'message-form',
  saml_xml_doctype: 'message-form',
  saml_xml_instruction: 'message-form',
  saml_xml_comment: 'message-form',
  saml_xml_cdata: 'message-form',
  saml_xml_entity: 'message-form',
  saml_xml_namespace: 'message-form',
  saml_xml_too_complex: 'message-form',
  saml_xml_malformed: 'message-form',
  saml_root_unexpected: 'not-an-answer',
  saml_element_unexpected: 'message-content',
  saml_element_missing: 'message-content',
  saml_value_not_text: 'message-content',
  saml_value_invalid: 'message-content',
  saml_id_invalid: 'message-content',
  saml_assertion_count: 'one-person',
  saml_encryption_unsupported: 'encryption-not-taken',
  saml_encryption_missing: 'encryption-missing',
  saml_decryption_failed: 'encrypted-to-another',
  saml_version_unsupported: 'message-form',
  saml_signature_missing: 'signature-missing',
  saml_signature_misplaced: 'signature-form',
  saml_signature_malformed: 'signature-form',
  saml_signature_reference: 'signature-form',
  saml_signature_transform: 'signature-form',
  saml_signature_algorithm: 'signature-algorithm',
  saml_signature_digest: 'changed-on-its-way',
  saml_signature_wrong: 'other-certificate',
  saml_provider_refused: 'provider-said-no',
  saml_issuer_mismatch: 'saml-issuer',
  saml_destination_mismatch: 'saml-address',
  saml_audience_mismatch: 'saml-audience',
  saml_recipient_mismatch: 'saml-address',
  saml_request_mismatch: 'another-request',
  saml_confirmation_invalid: 'conditions',
  saml_conditions_invalid: 'conditions',
  saml_condition_unsupported: 'conditions',
  saml_expired: 'clocks',
  saml_not_yet_valid: 'clocks',
  saml_session_ended: 'too-old',
  saml_attribute_repeated: 'message-content',
  saml_context_mismatch: 'saml-context',
  saml_authentication_too_old: 'too-old',
  saml_subject_unusable: 'saml-subject',
  saml_attribute_malformed: 'mapping',
  saml_certificate_unusable: 'certificate-unreadable',
  saml_request_stale: 'application-request',
  saml_request_unsupported: 'application-request',
  oidc_provider_unreachable: 'oidc-unreachable',
  oidc_endpoint_refused: 'oidc-endpoint',
  oidc_discovery_invalid: 'oidc-discovery',
  oidc_secret_missing: 'secret-missing',
  oidc_arrival_malformed: 'oidc-arrival',
  oidc_state_mismatch: 'another-request',
  oidc_issuer_mismatch: 'oidc-issuer',
  oidc_access_denied: 'provider-said-no',
  oidc_provider_error: 'oidc-error',
  oidc_code_rejected: 'code-rejected',
  oidc_client_rejected: 'client-rejected',
  oidc_answer_malformed: 'odd-answer',
  oidc_answer_redirected: 'odd-answer',
  oidc_answer_too_large: 'odd-answer',
  oidc_token_missing: 'no-id-token',
  oidc_token_malformed: 'token-form',
  oidc_token_algorithm: 'token-algorithm',
  oidc_token_key_unknown: 'token-keys',
  oidc_token_key_unusable: 'token-keys',
  oidc_token_signature: 'token-keys',
  oidc_token_audience: 'oidc-audience',
  oidc_token_expired: 'clocks',
  oidc_token_not_yet_valid: 'clocks',
  oidc_token_stale: 'clocks',
  oidc_token_hash_mismatch: 'token-form',
  oidc_nonce_mismatch: 'another-request',
  oidc_subject_invalid: 'oidc-subject',
  oidc_authentication_too_old: 'oidc-too-old',
  oidc_context_mismatch: 'oidc-context',
  oidc_logout_token_invalid: 'logout-token',
  oidc_logout_token_used: 'logout-token',
  oidc_userinfo_rejected: 'userinfo',
  oidc_userinfo_subject_mismatch: 'userinfo',
  oidc_claim_malformed: 'mapping',
  oauth2_endpoint_refused: 'oidc-endpoint',
  oauth2_secret_missing: 'secret-missing',
  oauth2_fresh_sign_in_impossible: 'fresh-impossible',
  oauth2_arrival_malformed: 'oidc-arrival',
  oauth2_state_mismatch: 'another-request',
  oauth2_issuer_mismatch: 'oidc-issuer',
  oauth2_access_denied: 'provider-said-no',
  oauth2_provider_error: 'oidc-error',
  oauth2_provider_unreachable: 'odd-answer',
  oauth2_answer_malformed: 'odd-answer',
  oauth2_code_rejected: 'code-rejected',
  oauth2_client_rejected: 'client-rejected',
  oauth2_userinfo_rejected: 'userinfo',
  oauth2_subject_invalid: 'oauth-subject',
  oauth2_claim_malformed: 'mapping',
  email_code_address: 'mail-code',
  email_code_wrong: 'mail-code',
  email_code_expired: 'mail-code',
  email_code_exhausted: 'mail-code',
  email_code_outgrown: 'mail-code',
  email_code_paused: 'mail-code',
  email_code_too_many: 'mail-code',
};
