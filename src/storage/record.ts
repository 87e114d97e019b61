import { type Static, Type } from 'typebox';
import { PartHash, PartName, type RevisionManifest } from '#contract/settings/parts';
import { policyPresetNames } from '#contract/settings/policy';

const closed = { additionalProperties: false } as const;

/** One part of a revision and where its content lies: `key` for a plain part, null for a secret (its name says where). */
const StoredPart = Type.Object({ name: PartName, hash: PartHash, key: Type.Union([Type.String(), Type.Null()]) }, closed);
export type StoredPart = Static<typeof StoredPart>;

/** A deleted connection or application that can still be brought back. */
const Deleted = Type.Object(
  {
    kind: Type.Union([Type.Literal('connection'), Type.Literal('party')]),
    id: Type.String(),
    name: Type.String(),
    at: Type.Integer(),
    part: StoredPart,
    secret: Type.Union([StoredPart, Type.Null()]),
  },
  closed,
);
export type Deleted = Static<typeof Deleted>;

/** The policy that the present one replaced, and when. */
const PolicyBefore = Type.Object({ preset: Type.Enum(policyPresetNames), at: Type.Integer(), part: StoredPart }, closed);

/** One saved revision. Immutable once written. */
export const RevisionRecord = Type.Object(
  {
    schema: Type.Literal(1),
    revision: Type.Integer({ minimum: 1 }),
    savedAt: Type.Integer(),
    savedBy: Type.String(),
    save: Type.String(),
    parts: Type.Array(StoredPart),
    deleted: Type.Array(Deleted),
    /** Left out where the policy was never changed. */
    policyBefore: Type.Optional(PolicyBefore),
  },
  closed,
);
export type RevisionRecord = Static<typeof RevisionRecord>;

export function manifestOf(record: RevisionRecord): RevisionManifest {
  return { revision: record.revision, parts: record.parts.map(({ name, hash }) => ({ name, hash })) };
}
