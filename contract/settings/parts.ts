import { type Static, Type } from 'typebox';
import { secretIdPattern } from '#contract/settings/common';
import { connectionIdPattern } from '#contract/settings/connections/base';
import { partyIdPattern } from '#contract/settings/party-id-pattern';

/** A part is at most this long (UTF-8 bytes), below the 240 KiB that one value in Forge storage may have. */
export const maxPartBytes = 200 * 1024;

/**
 * Settings travel and are stored in content-addressed parts, so that a save sends only what changed. A part's content
 * is a JSON text; its hash is SHA-256 of the UTF-8 bytes, base64url. Secrets are parts of their own that carry a random
 * salt, so that a hash tells nothing about a weak secret.
 */
export const PartName = Type.Union([
  Type.Literal('policy'),
  Type.Literal('second-factor'),
  Type.Literal('portal'),
  Type.Literal('jira'),
  Type.Literal('notifications'),
  Type.String({ pattern: `^connection:${connectionIdPattern}$` }),
  Type.String({ pattern: `^party:${partyIdPattern}$` }),
  Type.String({ pattern: `^secret:${secretIdPattern}$` }),
]);
export type PartName = Static<typeof PartName>;

export const PartHash = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
export type PartHash = Static<typeof PartHash>;

export const PartRef = Type.Object({ name: PartName, hash: PartHash }, { additionalProperties: false });
export type PartRef = Static<typeof PartRef>;

export const Part = Type.Object(
  { name: PartName, hash: PartHash, content: Type.String({ maxLength: maxPartBytes }) },
  { additionalProperties: false },
);
export type Part = Static<typeof Part>;

export const maxSecretLength = 16_384;

/** The content of a `secret:` part. */
export const SecretContent = Type.Object(
  {
    id: Type.String({ pattern: `^${secretIdPattern}$` }),
    salt: Type.String({ pattern: '^[A-Za-z0-9_-]{22,}$' }),
    value: Type.String({ minLength: 1, maxLength: maxSecretLength }),
  },
  { additionalProperties: false },
);
export type SecretContent = Static<typeof SecretContent>;

/** A revision has at most this many: five that exist once, two for each of 50 connections, one for each of 30 parties, with room. */
export const maxParts = 200;

/** One revision of a tenant's settings: the parts in order (the order of the connections is that of the admin pages). */
export const RevisionManifest = Type.Object(
  {
    revision: Type.Integer({ minimum: 1 }),
    parts: Type.Array(PartRef, { minItems: 2, maxItems: maxParts }),
  },
  { additionalProperties: false },
);
export type RevisionManifest = Static<typeof RevisionManifest>;
