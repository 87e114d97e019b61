import { connectionAddresses } from '#contract/settings/addresses';

/** What stands in the documents for the values of a connection: our addresses with two blanks in them. */
export const documentValues = {
  ...connectionAddresses('https://{login host}', '{short name}'),
  issuer: '{issuer}',
  providerMetadataUrl: '{metadata of the provider}',
} as const;
