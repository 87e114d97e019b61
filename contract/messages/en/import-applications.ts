/** What a preview of an application's metadata tells besides the values; those of certificates are shared with providers. */
export const applicationImportWords = {
  acsUnusable: 'Addresses for answers that cannot be used here were left out: {count}.',
  acsMany: 'It has {count} addresses for answers; the first {taken} were taken.',
  logoutUnusable: 'Its address to sign out cannot be used.',
  noLogout: 'It names no address to sign out: people who sign out elsewhere stay signed in there.',
  keysMany: 'It has {count} certificates; the first {taken} were taken.',
  keyWeak:
    'The certificate of “{subject}” has a key that is not accepted, and was left out: RSA of at least 2048 bits, or P-256, P-384, P-521.',
  signsWithoutKey: 'It says that it signs its requests, but has no certificate to check them with. Ask for one and enter it by hand.',
  encryptKey: 'It offers a key to encrypt to that is not RSA of at least 2048 bits, so nothing is encrypted to it.',
  several: '{count} certificates sign: the application is changing its key, or has one in reserve. All are taken over.',
  metadataEnds: 'The metadata says that it counts until {until}. Import it again before then.',
  plain: 'Answers would go to an address that is not protected (http): {url}',
  nameFormat: 'It offers only forms of name that are not known here: {formats}',
  unproven: 'It was not checked who wrote it. Compare addresses and fingerprints with those at the application.',
} as const;
