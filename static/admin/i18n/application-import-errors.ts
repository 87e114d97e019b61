import type { ErrorCode } from '#contract/errors';
import type { ErrorWords } from '#contract/errors/kinds';
import type { RpcError } from '#contract/rpc/result';

const unchanged = 'Nothing was changed.';

/** Where the words of an import speak of a provider and its sign-in page, in words for an application. */
const ofApplications: Readonly<Partial<Record<ErrorCode, ErrorWords>>> = {
  import_address_invalid: {
    title: 'This is not an address that can be read',
    text: `It has to begin with https:// and name a host. ${unchanged}`,
    action: 'Copy the address again from the page of the application.',
  },
  import_too_large: {
    title: 'The document is too large',
    text: `The description of one application has a few kilobytes; half a megabyte is the most that is read. ${unchanged}`,
    action: 'Take the metadata of the one application and not of its whole federation.',
  },
  import_status: {
    title: 'The address answers, but not with a document',
    text: `The application says that there is nothing here, or that it may not be read without signing in. ${unchanged}`,
    action: 'Check the address, its path and what stands after the question mark included.',
  },
  import_private_key: {
    title: 'This is a private key',
    text: 'It was not kept. But it has left its home by being copied here, so whoever sees your screen or your clipboard can sign as the application.',
    action: 'Remove it from here, make a new key at the application, and take its certificate or its metadata.',
  },
  import_not_xml: {
    title: 'This is not SAML metadata',
    text: `Metadata is an XML document that begins with "<" and holds an EntityDescriptor. ${unchanged}`,
    action: 'Look for "SAML metadata" or "Service provider metadata" in the application, and take the file or the address.',
  },
  import_unsigned: {
    title: 'This metadata is not signed',
    text: `You asked for metadata that is signed with your certificate, and this has no signature. ${unchanged}`,
    action: 'Take the signed metadata of the application, or remove the certificate if its address is enough for you.',
  },
  saml_metadata_is_a_page: {
    title: 'This is a web page, not SAML metadata',
    text: `The address or the text is a page for people, perhaps the one where they sign in. ${unchanged}`,
    action: 'Look for "SAML metadata" or "Service provider metadata" in the application and take the address of the XML file.',
  },
  saml_metadata_entities: {
    title: 'This metadata speaks of several applications or providers',
    text: `It is the list of a federation, or describes one role twice. Which one is meant cannot be told. ${unchanged}`,
    action: 'Take the metadata of the one application by itself.',
  },
  saml_metadata_role_missing: {
    title: 'This metadata describes something else',
    text: `An application describes itself as a service provider of SAML 2.0. This may be the metadata of an identity provider. ${unchanged}`,
    action: 'Check that you took the metadata of the application. An identity provider belongs under "Identity providers".',
  },
  saml_metadata_endpoint_missing: {
    title: 'This metadata has no address for answers',
    text: `It names no assertion consumer service by HTTP-POST, the only way in which answers are sent. ${unchanged}`,
    action: 'Turn HTTP-POST on at the application, or enter the address by hand.',
  },
  saml_metadata_address: {
    title: 'An address in this metadata cannot be used',
    text: `Addresses for answers and for sign-out must start with https:// and have no user name and no "#". ${unchanged}`,
    action: 'Correct it at the application and download the metadata again.',
  },
  saml_metadata_expired: {
    title: 'This metadata is no longer valid',
    text: `It says itself until when it may be used, and that time is over. ${unchanged}`,
    action: 'Download it again at the application.',
  },
};

/** The error of an import in words for applications. */
export function asOfApplication(error: RpcError): RpcError {
  return { ...error, ...ofApplications[error.code] };
}
