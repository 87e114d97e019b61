import type { ErrorGroup } from '#contract/errors/kinds';

/**
 * Refusals of SAML messages. One code per kind of check, so that a log line, a trace and a test all say which check it
 * was; `because` says which part of the message. Audience `person`: starting again may help; `admin`: the provider, the
 * application or the connection has to be put right.
 */
export const samlErrors = {
  // The bytes, before anything is believed.
  saml_message_missing: { status: 400, audience: 'person' },
  saml_message_too_large: { status: 413, audience: 'admin' },
  saml_message_not_base64: { status: 400, audience: 'admin' },
  saml_message_not_deflated: { status: 400, audience: 'admin' },
  saml_message_not_utf8: { status: 400, audience: 'admin' },
  saml_query_malformed: { status: 400, audience: 'admin' },
  saml_relay_state_invalid: { status: 400, audience: 'admin' },
  // The XML.
  saml_xml_character: { status: 400, audience: 'admin' },
  saml_xml_doctype: { status: 400, audience: 'admin' },
  saml_xml_instruction: { status: 400, audience: 'admin' },
  saml_xml_comment: { status: 400, audience: 'admin' },
  saml_xml_cdata: { status: 400, audience: 'admin' },
  saml_xml_entity: { status: 400, audience: 'admin' },
  saml_xml_namespace: { status: 400, audience: 'admin' },
  saml_xml_too_complex: { status: 400, audience: 'admin' },
  saml_xml_malformed: { status: 400, audience: 'admin' },
  // The shape of the message.
  saml_root_unexpected: { status: 400, audience: 'admin' },
  saml_element_unexpected: { status: 400, audience: 'admin' },
  saml_element_missing: { status: 400, audience: 'admin' },
  saml_value_not_text: { status: 400, audience: 'admin' },
  saml_value_invalid: { status: 400, audience: 'admin' },
  saml_id_invalid: { status: 400, audience: 'admin' },
  saml_assertion_count: { status: 400, audience: 'admin' },
  saml_encryption_unsupported: { status: 400, audience: 'admin' },
  saml_encryption_missing: { status: 403, audience: 'admin' },
  saml_decryption_failed: { status: 403, audience: 'admin' },
  saml_version_unsupported: { status: 400, audience: 'admin' },
  // Its signatures.
  saml_signature_missing: { status: 403, audience: 'admin' },
  saml_signature_misplaced: { status: 403, audience: 'admin' },
  saml_signature_malformed: { status: 403, audience: 'admin' },
  saml_signature_reference: { status: 403, audience: 'admin' },
  saml_signature_transform: { status: 403, audience: 'admin' },
  saml_signature_algorithm: { status: 403, audience: 'admin' },
  saml_signature_digest: { status: 403, audience: 'admin' },
  saml_signature_wrong: { status: 403, audience: 'admin' },
  // What it says, and to whom.
  saml_provider_refused: { status: 403, audience: 'person' },
  saml_issuer_mismatch: { status: 403, audience: 'admin' },
  saml_destination_mismatch: { status: 403, audience: 'admin' },
  saml_audience_mismatch: { status: 403, audience: 'admin' },
  saml_recipient_mismatch: { status: 403, audience: 'admin' },
  saml_request_mismatch: { status: 403, audience: 'person' },
  saml_confirmation_invalid: { status: 403, audience: 'admin' },
  saml_conditions_invalid: { status: 403, audience: 'admin' },
  saml_condition_unsupported: { status: 403, audience: 'admin' },
  saml_expired: { status: 403, audience: 'person' },
  saml_not_yet_valid: { status: 403, audience: 'admin' },
  saml_session_ended: { status: 403, audience: 'person' },
  saml_attribute_repeated: { status: 403, audience: 'admin' },
  // What a connection of ours wants besides.
  saml_context_mismatch: { status: 403, audience: 'admin' },
  saml_authentication_too_old: { status: 403, audience: 'person' },
  saml_subject_unusable: { status: 403, audience: 'admin' },
  saml_attribute_malformed: { status: 403, audience: 'admin' },
  saml_certificate_unusable: { status: 500, audience: 'admin' },
  // A description of a provider or an application, as an administrator imports it.
  saml_metadata_root: { status: 400, audience: 'admin' },
  saml_metadata_is_a_page: { status: 400, audience: 'admin' },
  saml_metadata_entities: { status: 400, audience: 'admin' },
  saml_metadata_entity_id: { status: 400, audience: 'admin' },
  saml_metadata_role_missing: { status: 400, audience: 'admin' },
  saml_metadata_endpoint_missing: { status: 400, audience: 'admin' },
  saml_metadata_address: { status: 400, audience: 'admin' },
  saml_metadata_certificate: { status: 400, audience: 'admin' },
  saml_metadata_certificate_missing: { status: 400, audience: 'admin' },
  saml_metadata_expired: { status: 400, audience: 'admin' },
  // A request of an application.
  saml_request_stale: { status: 403, audience: 'person' },
  saml_request_unsupported: { status: 400, audience: 'admin' },
} as const satisfies ErrorGroup;

export type SamlErrorCode = keyof typeof samlErrors;
