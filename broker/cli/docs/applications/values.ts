import { applicationMetadataUrl, identityProviderAddresses } from '#contract/settings/addresses';

const loginOrigin = 'https://{login host}';

/** What stands in the documents for our values: our addresses with blanks in them. */
export const documentValues = {
  ...identityProviderAddresses(loginOrigin),
  metadataUrl: applicationMetadataUrl(loginOrigin, '{short name}'),
} as const;
