import type { WordsFor } from '#contract/errors/kinds';
import type { samlErrors } from '#contract/errors/saml';

/** The message failed a check that only the people who run the two services can put right. */
const unproven = {
  title: 'A sign-in message could not be accepted',
  action: 'Start again from the help centre. If it happens again, give the support code below to your help desk.',
};

/** The message cannot be read at all. */
const unreadable = {
  title: 'A sign-in message could not be read',
  action: 'Start again from the help centre. If it happens again, give the support code below to your help desk.',
};

export const samlErrorWords: WordsFor<typeof samlErrors> = {
  saml_message_missing: {
    ...unreadable,
    text: 'This page expects a message from your company or from the help centre, and none came with your visit.',
  },
  saml_message_too_large: { ...unreadable, text: 'The message is larger than is accepted.' },
  saml_message_not_base64: { ...unreadable, text: 'The message is not encoded as it should be. Something on the way may have changed it.' },
  saml_message_not_deflated: {
    ...unreadable,
    text: 'The message is not compressed as it should be. Something on the way may have changed it.',
  },
  saml_message_not_utf8: { ...unreadable, text: 'The message is not written in the character encoding that is accepted.' },
  saml_query_malformed: { ...unreadable, text: 'Something in the address that brought you here is not as it should be.' },
  saml_relay_state_invalid: { ...unreadable, text: 'The note that came with the message is longer than is allowed.' },
  saml_xml_character: { ...unreadable, text: 'The message contains a character that is not allowed.' },
  saml_xml_doctype: { ...unreadable, text: 'The message contains a document type, which is not accepted.' },
  saml_xml_instruction: { ...unreadable, text: 'The message contains a processing instruction, which is not accepted.' },
  saml_xml_comment: { ...unreadable, text: 'The message contains a comment, which is not accepted.' },
  saml_xml_cdata: { ...unreadable, text: 'The message contains a CDATA section, which is not accepted.' },
  saml_xml_entity: { ...unreadable, text: 'The message contains an entity that is not accepted.' },
  saml_xml_namespace: { ...unreadable, text: 'The message uses XML namespaces in a way that is not accepted.' },
  saml_xml_too_complex: { ...unreadable, text: 'The message has more parts than is accepted.' },
  saml_xml_malformed: { ...unreadable, text: 'The message is not well-formed XML.' },
  saml_root_unexpected: { ...unreadable, text: 'The message is of another kind than was expected here.' },
  saml_element_unexpected: { ...unproven, text: 'The message contains a part that has no place there.' },
  saml_element_missing: { ...unproven, text: 'The message lacks a part that is needed.' },
  saml_value_not_text: { ...unproven, text: 'A value in the message is not plain text.' },
  saml_value_invalid: { ...unproven, text: 'A value in the message is not in a usable form.' },
  saml_id_invalid: { ...unproven, text: 'An identifier in the message is missing, not usable or used twice.' },
  saml_assertion_count: { ...unproven, text: 'The message must speak about exactly one person, once.' },
  saml_encryption_unsupported: {
    ...unproven,
    text: 'The message is encrypted, or encrypted in a way, that this connection does not accept.',
  },
  saml_encryption_missing: { ...unproven, text: 'The message is not encrypted as it must be.' },
  saml_decryption_failed: { ...unproven, text: 'The message is encrypted for another reader, or was changed on its way.' },
  saml_version_unsupported: { ...unproven, text: 'The message is written in another version of SAML than 2.0.' },
  saml_signature_missing: { ...unproven, text: 'The message is not signed as it must be.' },
  saml_signature_misplaced: { ...unproven, text: 'The message has a signature in a place where none may be.' },
  saml_signature_malformed: { ...unproven, text: 'A signature of the message is not in the accepted form.' },
  saml_signature_reference: { ...unproven, text: 'A signature of the message covers something else than the part that it stands in.' },
  saml_signature_transform: { ...unproven, text: 'A signature of the message asks for a transformation that is not accepted.' },
  saml_signature_algorithm: { ...unproven, text: 'The message is signed with an algorithm or a kind of key that is not accepted.' },
  saml_signature_digest: { ...unproven, text: 'The message was changed after it was signed.' },
  saml_signature_wrong: { ...unproven, text: 'The message is signed with another key than the one agreed on.' },
  saml_provider_refused: {
    title: 'Your company did not sign you in',
    text: 'The service where you sign in answered that it could not, or may not, sign you in.',
    action: 'Start again from the help centre. If your company does not let you in, ask your own IT department.',
  },
  saml_issuer_mismatch: { ...unproven, text: 'The message comes from another service than the one that was asked.' },
  saml_destination_mismatch: { ...unproven, text: 'The message is addressed to another service.' },
  saml_audience_mismatch: { ...unproven, text: 'The message was made for another application.' },
  saml_recipient_mismatch: { ...unproven, text: 'The message was made to be delivered at another address.' },
  saml_request_mismatch: {
    title: 'This answer belongs to another sign-in',
    text: 'The message does not answer the sign-in that you started in this browser.',
    action: 'If you followed a link from somebody else, close this page. Otherwise start again from the help centre.',
  },
  saml_confirmation_invalid: { ...unproven, text: 'The message does not say in the accepted way that it is meant for whoever brings it.' },
  saml_conditions_invalid: { ...unproven, text: 'The message does not say in a usable way for how long it is good.' },
  saml_condition_unsupported: { ...unproven, text: 'The message sets a condition that cannot be met here.' },
  saml_expired: {
    title: 'This sign-in took too long',
    text: 'The message had expired when it arrived.',
    action: 'Start again from the help centre. If it happens again, the clocks of the two services differ: tell your help desk.',
  },
  saml_not_yet_valid: { ...unproven, text: 'The message is dated in the future: the clocks of the two services differ.' },
  saml_session_ended: {
    title: 'A fresh sign-in is needed',
    text: 'The session at your company had ended when its answer arrived.',
    action: 'Start again from the help centre and sign in at your company when you are asked.',
  },
  saml_attribute_repeated: { ...unproven, text: 'A detail about you that must be there once is there several times.' },
  saml_context_mismatch: {
    ...unproven,
    text: 'Your company signed you in, but not in the way that the help centre asks it to.',
  },
  saml_authentication_too_old: {
    title: 'Please sign in at your company once more',
    text: 'A fresh sign-in was asked for, and your company answered with an earlier one.',
    action: 'Start again from the help centre. Sign out at your company first if it does not ask you.',
  },
  saml_subject_unusable: { ...unproven, text: 'Your company did not say who you are in a way that stays the same for good.' },
  saml_attribute_malformed: { ...unproven, text: 'Your e-mail address or your groups did not come in a form that can be used.' },
  saml_certificate_unusable: { ...unproven, text: 'A certificate of this connection cannot be read.' },
  saml_metadata_root: {
    title: 'This is not SAML metadata',
    text: 'The document is not the description of a SAML provider or application (an EntityDescriptor).',
    action: 'Download the metadata again, from the page of your provider that offers it as a file or an address.',
  },
  saml_metadata_is_a_page: {
    title: 'This is a web page, not SAML metadata',
    text: 'The address or the text is a page for people, perhaps the one where they sign in.',
    action: 'Look for "metadata" or "federation metadata" at your provider and take the address of the XML file.',
  },
  saml_metadata_entities: {
    title: 'This metadata speaks of several providers or applications',
    text: 'It is the list of a federation, or describes one role twice. Which one is meant cannot be told.',
    action: 'Take the metadata of the one provider or application by itself.',
  },
  saml_metadata_entity_id: {
    title: 'The entity ID in this metadata cannot be used',
    text: 'It is empty, has a space in it or is longer than 1,024 characters.',
    action: 'Correct it where the metadata comes from, and download it again.',
  },
  saml_metadata_role_missing: {
    title: 'This metadata describes something else',
    text: 'For a connection it must describe an identity provider, for an application a service provider, with SAML 2.0.',
    action: 'Check that you took the metadata of the right side, and of SAML 2.0.',
  },
  saml_metadata_endpoint_missing: {
    title: 'An address is missing in this metadata',
    text: 'It names no place for sign-ins by HTTP-Redirect or HTTP-POST.',
    action: 'Turn one of the two on at your provider, or enter the address by hand.',
  },
  saml_metadata_address: {
    title: 'An address in this metadata cannot be used',
    text: 'Addresses of sign-in and sign-out must start with https://.',
    action: 'Correct it at your provider and download the metadata again.',
  },
  saml_metadata_certificate: {
    title: 'A certificate in this metadata cannot be read',
    text: 'It is damaged, or it is not an X.509 certificate.',
    action: 'Download the metadata again; an editor may have changed it on the way.',
  },
  saml_metadata_certificate_missing: {
    title: 'This metadata has no certificate for signatures',
    text: 'Without one nobody can tell whether an answer really comes from your provider.',
    action: 'Turn on signing at your provider and download the metadata again.',
  },
  saml_metadata_expired: {
    title: 'This metadata is no longer valid',
    text: 'It says itself until when it may be used, and that time is over.',
    action: 'Download it again at your provider.',
  },
  saml_request_stale: {
    title: 'This sign-in took too long',
    text: 'The request that brought you here is too old.',
    action: 'Start again from the help centre. If it happens again, the clocks of the two services differ: tell your help desk.',
  },
  saml_request_unsupported: { ...unproven, text: 'The application asks for something that is not offered here.' },
};
