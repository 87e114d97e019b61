import { type Static, Type } from 'typebox';

/** Name of a stored secret: 128 random bits. Without anchors, for use inside other patterns. */
export const secretIdPattern = 'sec_[A-Za-z0-9_-]{22}';

/** A reference to a secret. The value lives in Forge's secret storage and sealed on the broker; no page ever receives it back. */
export const SecretRef = Type.Object(
  {
    secret: Type.String({ pattern: `^${secretIdPattern}$`, description: 'Name of the secret, new for every new value.' }),
    setAt: Type.Integer({ minimum: 0, description: 'When the value was entered, in epoch milliseconds.' }),
  },
  { additionalProperties: false },
);
export type SecretRef = Static<typeof SecretRef>;

/** An e-mail domain in lower case ASCII (punycode for others), without a leading dot: RFC 1035 labels. */
export const EmailDomain = Type.String({
  pattern: '^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$',
  description: 'An e-mail domain, in lower case: borealis.example',
});

/** An absolute URL as the settings take it. Whether the broker may connect to it is the outbound guard's decision. */
export const httpUrlPattern = '^https?://[^\\s/?#@\\\\]+(/[^\\s?#\\\\]*)?$';
export const HttpUrl = Type.String({
  pattern: httpUrlPattern,
  maxLength: 500,
  description: 'An absolute address without query and fragment; https, except where the operator allows otherwise.',
});

/** `YYYY-MM-DD` (RFC 3339 full-date). */
export const IsoDate = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: 'A date: 2027-03-31' });

/** ISO 3166-1 alpha-2. */
export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'A country by its two letters: NO' });
