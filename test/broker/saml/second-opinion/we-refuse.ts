import type { SamlErrorCode } from '#contract/errors/saml';
import type { Library } from './reading.ts';

/** What was read: a Response of the POST binding, or a request or answer of the Redirect binding. */
export type MessageKind = 'Response' | 'query';

/** Which library, on what. */
export type Place = `${MessageKind}, ${Library}`;

/** A reason for which we refuse what a library takes. */
export interface Stricter {
  readonly code: SamlErrorCode;
  readonly where: readonly Place[];
  /** Why we are stricter; a sentence for docs/second-opinion.md. */
  readonly why: string;
}

const responses = ['Response, samlify', 'Response, node-saml'] as const;
const queries = ['query, samlify', 'query, node-saml'] as const;
const everywhere = [...responses, ...queries] as const;

/** Every reason there is. A refusal that is not here fails the test: it is new, and somebody has to look at it. */
export const weRefuse: readonly Stricter[] = [
  // The bytes.
  {
    code: 'saml_message_not_base64',
    where: everywhere,
    why: 'Both decode leniently and skip what is not base64, so two readers of one form value can see two messages. We want the very text that encoding gives.',
  },
  {
    code: 'saml_query_malformed',
    where: queries,
    why: 'A parameter that is there twice, once disguised by percent-encoding, or a request beside a response: the reader of the message and the reader of the signature may pick different ones.',
  },
  {
    code: 'saml_relay_state_invalid',
    where: queries,
    why: 'Neither bounds the RelayState; the standard allows 80 bytes (Bindings 3.4.3).',
  },
  // The XML.
  {
    code: 'saml_xml_character',
    where: everywhere,
    why: 'The parser of both lets control characters through, plain or by reference, which XML forbids and which end or hide text further down.',
  },
  {
    code: 'saml_xml_doctype',
    where: everywhere,
    why: 'Both read a message with a document type as long as its entities are not used. No provider needs one; entities, default attributes and ids are declared there.',
  },
  {
    code: 'saml_xml_instruction',
    where: everywhere,
    why: 'Both skip processing instructions, also in the middle of a value. No provider writes any.',
  },
  {
    code: 'saml_xml_comment',
    where: everywhere,
    why: 'A signature does not cover comments, so anybody can add them; where a reader stops at one, a name is cut. We refuse them wherever they stand.',
  },
  {
    code: 'saml_xml_cdata',
    where: everywhere,
    why: 'A CDATA section splits a value into several text nodes, of which some readers take the first. No provider needs one.',
  },
  {
    code: 'saml_xml_entity',
    where: everywhere,
    why: 'The parser of both takes an ampersand that begins nothing for a character, where XML says it is an error.',
  },
  {
    code: 'saml_xml_namespace',
    where: everywhere,
    why: 'Prefixes that are not declared, or declared anew with another meaning, and names of namespaces that canonicalisation writes unescaped: canonicalisation libraries get lost in them.',
  },
  {
    code: 'saml_xml_malformed',
    where: everywhere,
    why: 'The parser of both repairs: text around the root, tags that do not end, attributes without space between them. What is repaired is not what was sent.',
  },
  // The shape.
  {
    code: 'saml_root_unexpected',
    where: everywhere,
    why: 'Both find elements by their local name and look at no namespace, so an element of any vocabulary will do.',
  },
  {
    code: 'saml_element_unexpected',
    where: everywhere,
    why: 'Both search for the elements that they want and skip the rest. We read along the schema: an element, or text among elements, where none belongs ends the reading.',
  },
  {
    code: 'saml_element_missing',
    where: everywhere,
    why: 'Both do without what is not there (status, issuer, subject, confirmation, conditions, statement), or find it in another namespace or in another place.',
  },
  {
    code: 'saml_value_not_text',
    where: everywhere,
    why: 'An element inside a value cuts it for the one reader and not for the other. A value is text and nothing else.',
  },
  {
    code: 'saml_value_invalid',
    where: everywhere,
    why: 'Empty names, flags that are none, times that are none or not in UTC: samlify compares them as dates that are not a number, node-saml skips those it does not look at.',
  },
  {
    code: 'saml_id_invalid',
    where: everywhere,
    why: 'An id that is missing, malformed or there twice, whatever its attribute is called (ID, Id, id, xml:id). Both look at some of these names, and only for the element that is signed.',
  },
  {
    code: 'saml_assertion_count',
    where: responses,
    why: 'Both count assertions among the children of the Response only. A second one anywhere is the material of signature wrapping.',
  },
  {
    code: 'saml_encryption_unsupported',
    where: everywhere,
    why: 'An encrypted part beside a plain one is skipped by both. We do not read such messages at all.',
  },
  { code: 'saml_version_unsupported', where: everywhere, why: 'Neither looks at the version.' },
  // Its signatures.
  {
    code: 'saml_signature_missing',
    where: ['Response, samlify'],
    why: 'samlify is content with one good signature and does not know a demand for both.',
  },
  {
    code: 'saml_signature_missing',
    where: ['query, node-saml'],
    why: 'node-saml takes a query without a signature for a good one.',
  },
  {
    code: 'saml_signature_misplaced',
    where: everywhere,
    why: 'A signature stands in the Response or in its assertion, once. Elsewhere both skip it; a query is signed as a query and not inside (Bindings 3.4.4.1).',
  },
  {
    code: 'saml_signature_malformed',
    where: everywhere,
    why: 'Both read a signature by searching for its parts, decode its values leniently, and judge no more than one of two signatures. node-saml asks for no `SigAlg` or `Signature` where the other is missing.',
  },
  {
    code: 'saml_signature_reference',
    where: ['Response, samlify'],
    why: 'One of two signatures refers to something else. Both libraries are content with the other one.',
  },
  {
    code: 'saml_signature_transform',
    where: responses,
    why: 'Inclusive canonicalisation and canonicalisation with comments are allowed by xml-crypto, so are missing and additional transforms. SAML wants enveloped signature and exclusive canonicalisation (Core 5.4.4), and the fewer there are, the less can be said with them.',
  },
  {
    code: 'saml_signature_algorithm',
    where: everywhere,
    why: 'SHA-1 is good for both, in signatures and in digests; also keys of an issuer whom samlify does not compare with the one who is named.',
  },
  {
    code: 'saml_signature_digest',
    where: responses,
    why: 'Of two signatures both judge one and take the message if that is good. We want every signature that is there to be good.',
  },
  {
    code: 'saml_signature_wrong',
    where: responses,
    why: 'Of two signatures both judge one and take the message if that is good. We want every signature that is there to be good.',
  },
  // What it says, and to whom.
  {
    code: 'saml_provider_refused',
    where: responses,
    why: 'node-saml does not look at the status of a Response that has an assertion; samlify finds the value of a code whatever the case of its letters.',
  },
  {
    code: 'saml_issuer_mismatch',
    where: everywhere,
    why: 'Neither looks at the issuer of the Response or at the format of an issuer, node-saml not even at that of the assertion.',
  },
  { code: 'saml_destination_mismatch', where: everywhere, why: 'Neither looks at the destination.' },
  {
    code: 'saml_audience_mismatch',
    where: ['Response, samlify'],
    why: 'samlify leaves the audience to the application.',
  },
  { code: 'saml_recipient_mismatch', where: responses, why: 'Neither looks at the recipient.' },
  {
    code: 'saml_request_mismatch',
    where: everywhere,
    why: 'samlify leaves InResponseTo to the application; node-saml, told to check it, asks for it on the Response and lets the confirmation go without.',
  },
  {
    code: 'saml_confirmation_invalid',
    where: responses,
    why: 'Neither looks at the method of confirmation; a NotBefore on it, which the profile forbids, is good for both once it has passed.',
  },
  {
    code: 'saml_conditions_invalid',
    where: responses,
    why: 'Neither minds an assertion that is good for years. What is accepted must also be remembered for as long.',
  },
  {
    code: 'saml_condition_unsupported',
    where: responses,
    why: 'A condition that is not understood makes an assertion invalid (Core 2.5.1). Both skip it.',
  },
  {
    code: 'saml_expired',
    where: ['Response, samlify', 'query, samlify'],
    why: 'samlify does not look at the end of a confirmation or of a LogoutRequest.',
  },
  { code: 'saml_not_yet_valid', where: everywhere, why: 'Neither looks at the moments of issue and of sign-in.' },
  {
    code: 'saml_session_ended',
    where: ['Response, node-saml'],
    why: 'node-saml does not look at the end of the session at the provider.',
  },
  {
    code: 'saml_request_stale',
    where: queries,
    why: 'Neither looks at the age of a request or an answer, so one that was recorded is good for ever.',
  },
  {
    code: 'saml_request_unsupported',
    where: ['query, samlify'],
    why: 'samlify skips what it does not read: an index in place of an address, another binding for the answer.',
  },
];
