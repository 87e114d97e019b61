import { type Static, Type } from 'typebox';

/** One mistake in an input: where it stands (JSON Pointer, RFC 6901) and what to do about it. */
export const Problem = Type.Object({ path: Type.String(), message: Type.String() }, { additionalProperties: false });
export type Problem = Static<typeof Problem>;
