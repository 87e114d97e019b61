/**
 * What a preview of an import tells an admin besides the values. Marks in braces are filled in from what the provider
 * published; the page shows them as text.
 */
export const importWords = {
  certificateEnded: 'The certificate of “{subject}” ended on {until}. The provider has probably changed it: look for newer metadata.',
  certificateSoon: 'The certificate of “{subject}” ends on {until}.',
  certificateLater: 'The certificate of “{subject}” counts from {from} on only.',
  certificateWeak:
    'The certificate of “{subject}” has a key that is not accepted, and is left out: RSA of at least 2048 bits, or P-256, P-384, P-521.',
  several: '{count} certificates sign: the provider is changing its key, or has one in reserve. All are taken over.',
  metadataEnds: 'The metadata says that it counts until {until}. Enter its address, so that the broker reads it again by itself.',
  plain: 'People are sent to an address that is not protected (http): {url}',
  noLogout: 'It names no address to sign out: people who sign out here stay signed in at their company.',
  transientOnly: 'It offers only names that are others each time (transient). Choose an attribute that stays as the subject.',
  wantsSigned: 'It wants signed requests, so signing is turned on.',
  unproven: 'It was not checked who wrote it. Compare the fingerprints with those at the provider.',
  algorithms: 'It signs ID tokens only with algorithms that are not accepted here: {list}.',
  pkceMissing: 'It supports PKCE, but not S256, which is required here.',
  noOpenid: 'It does not offer the scope openid, so it cannot sign anybody in here.',
  clientAuth: 'It offers no way to prove ourselves that is supported here; it names: {list}.',
  slash: 'It writes its name with or without the closing slash, other than you did; its own writing is taken over.',
} as const;

/** What an address did instead of giving a document, beside the field that has it. */
export const importSaid = {
  leadsTo: (url: string) => `It leads to ${url}`,
  status: (status: number) => `It answers with the status ${status}.`,
  callsItself: (issuer: string) => `It calls itself ${issuer}`,
  isAbout: (field: string) => `It is about ${field}`,
} as const;
