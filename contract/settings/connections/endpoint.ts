import { Type } from 'typebox';

/** The address of a provider's endpoint: unlike an issuer it may have a query. */
export const EndpointUrl = Type.String({
  pattern: '^https?://[^\\s/?#@\\\\]+(/[^\\s?#\\\\]*)?(\\?[^\\s#\\\\]*)?$',
  maxLength: 1_000,
  description: 'An absolute address without fragment; https, except where the operator allows otherwise.',
});
