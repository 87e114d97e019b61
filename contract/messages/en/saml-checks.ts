/**
 * What the test of a SAML connection tells an admin, step by step. Values in braces are filled in from the connection or
 * from the provider's metadata; the page shows them as text.
 */
export const samlCheckWords = {
  certificates: {
    ok: 'The certificate can be used until {until}.',
    several: '{count} certificates can be used; the first to end does so on {until}.',
    soon: 'A certificate ends on {until}. Ask the provider for the next one, and add it beside this one.',
    over: 'The certificate ended on {until}. Sign-ins still work, because the key counts and not the date, but the provider has probably changed it.',
    unpublished:
      'A certificate of the connection is not in the metadata. Once the provider has given a certificate up, it is trusted for a week and no longer.',
    unreadable: 'Certificate number {number} cannot be read.',
    weak: 'Certificate number {number} has a key that is not accepted: RSA of at least 2048 bits, or P-256, P-384, P-521.',
  },
  givenUp: {
    one: 'A certificate that is entered here is no longer published by the provider and not trusted any more. Remove it.',
    some: '{count} certificates that are entered here are no longer published by the provider and not trusted any more. Remove them.',
  },
  addresses: {
    ok: 'People are sent to {url} ({binding}).',
    plain: 'People are sent to {url}, which is not protected (https).',
  },
  metadata: {
    none: 'Entered by hand: the broker cannot notice when the provider changes its certificate.',
    ok: 'The metadata at {url} can be read and says the same.',
    unreachable: 'Nothing usable answers at {url}. Check the address, and that it can be reached from the internet.',
    refused: 'This service may not connect to {url}: only public https addresses are allowed.',
    status: 'The provider answers at {url} with the status {status} instead of metadata.',
    invalid: 'What answers at {url} cannot be used. {why}',
    entity: 'The metadata is of "{found}", and the connection is of another provider.',
    signOn: 'The metadata no longer names the address that people are sent to. It names: {found}.',
    keys: 'None of the connection’s certificates stands in the metadata any more: take the new ones over.',
    newKeys: 'The metadata has a certificate that the connection does not have yet: a roll-over has begun.',
  },
  requests: {
    signed: 'Requests are signed.',
    unsigned: 'Requests are not signed, and the provider does not ask for it.',
    wanted: 'The provider wants signed requests: turn signing on.',
  },
} as const;
