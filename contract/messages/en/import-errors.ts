import type { importErrors } from '#contract/errors/import';
import type { WordsFor } from '#contract/errors/kinds';

const unchanged = 'Nothing was changed.';

export const importErrorWords: WordsFor<typeof importErrors> = {
  import_address_invalid: {
    title: 'This is not an address that can be read',
    text: `It has to begin with https:// and name a host. ${unchanged}`,
    action: 'Copy the address again from the page of the provider.',
  },
  import_address_refused: {
    title: 'The broker may not read this address',
    text: `Only https at its usual port and public addresses are read: no http, no machine of an inner network, no user name or password in it. ${unchanged}`,
    action: 'Download the document in your browser and upload or paste it, or enter the values by hand.',
  },
  import_unreachable: {
    title: 'Nothing answers at this address',
    text: `The host is not found, refuses the connection, or has a certificate that nobody trusts. ${unchanged}`,
    action:
      'Open the address in your browser. If it works there only inside your network, upload or paste the document, or enter the values by hand.',
  },
  import_timeout: {
    title: 'The answer took too long',
    text: `The address began to answer too late, or sent so slowly that the broker stopped after five seconds. ${unchanged}`,
    action: 'Try again in a minute, or enter the values by hand.',
  },
  import_too_large: {
    title: 'The document is too large',
    text: `The description of one provider has a few kilobytes; half a megabyte is the most that is read. ${unchanged}`,
    action: 'Take the metadata of the one provider and not of its whole federation.',
  },
  import_redirected: {
    title: 'The address leads on to another one',
    text: `Redirects are not followed, so that nobody can be led elsewhere unseen. ${unchanged}`,
    action: 'Open the address in your browser, and enter the one that you end at.',
  },
  import_status: {
    title: 'The address answers, but not with a document',
    text: `The provider says that there is nothing here, or that it may not be read without signing in. ${unchanged}`,
    action: 'Check the address, its path and what stands after the question mark included.',
  },
  import_private_key: {
    title: 'This is a private key',
    text: 'It was not kept. But it has left its home by being copied here, so whoever sees your screen or your clipboard can sign as the provider.',
    action: 'Remove it from here, make a new key at the provider, and take its certificate or its metadata.',
  },
  import_not_xml: {
    title: 'This is not SAML metadata',
    text: `Metadata is an XML document that begins with "<" and holds an EntityDescriptor. ${unchanged}`,
    action: 'Download the metadata again, from the page of your provider that offers it as a file or an address.',
  },
  import_doctype: {
    title: 'This document has a document type (DOCTYPE)',
    text: `Metadata has none, and with one a document can reach into other files, so it is not read. ${unchanged}`,
    action: 'Take the file as the provider made it; remove the line that begins with <!DOCTYPE if you added it.',
  },
  import_malformed: {
    title: 'This metadata is damaged',
    text: `It is no well-formed XML, or has something that metadata may not have. ${unchanged}`,
    action: 'Download it again; an editor or an e-mail may have changed it on the way.',
  },
  import_unsigned: {
    title: 'This metadata is not signed',
    text: `You asked for metadata that is signed with your certificate, and this has no signature. ${unchanged}`,
    action: 'Take the signed metadata of the provider, or remove the certificate if its address is enough for you.',
  },
  import_signature_wrong: {
    title: 'The signature of this metadata does not fit',
    text: `It was made with another key, or the document was changed afterwards. ${unchanged}`,
    action: 'Check that the certificate is the one for metadata, which is often not the one for sign-ins, and download both again.',
  },
  import_signer_unusable: {
    title: 'The certificate for the signature cannot be used',
    text: `It cannot be read, or its key is too weak. ${unchanged}`,
    action: 'Paste the certificate in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
  },
  import_member_unknown: {
    title: 'This provider is not in the metadata',
    text: `The document speaks of several providers, and not of the one that was chosen. ${unchanged}`,
    action: 'Read it again and choose one of the list.',
  },
  import_discovery_invalid: {
    title: 'There is no OpenID configuration here',
    text: `What the issuer publishes below /.well-known/openid-configuration cannot be used. ${unchanged}`,
    action: 'Check the issuer, its path included. For a provider without that document enter the addresses by hand.',
  },
  import_issuer_foreign: {
    title: 'The provider calls itself something else',
    text: `The document is about another issuer than the one you entered. People could be sent to a stranger, so it is not used. ${unchanged}`,
    action: 'If it is the provider you mean, enter the issuer exactly as it writes it.',
  },
  import_issuer_shared: {
    title: 'This issuer stands for many organizations at once',
    text: `With it anybody of any organization could sign in. ${unchanged}`,
    action: 'Enter the issuer of the one organization, with its own id in the address.',
  },
  import_endpoint_refused: {
    title: 'The provider names an address that may not be used',
    text: `Addresses of a provider are https and public, without a user name; the broker calls them, or sends people there. ${unchanged}`,
    action: 'Correct it at the provider.',
  },
  import_unsupported: {
    title: 'This cannot be imported',
    text: 'Providers of this protocol do not publish a description of themselves.',
    action: 'Enter the values by hand.',
  },
};
