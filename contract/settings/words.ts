import { type TLiteral, type TNull, type TSchema, type TUnion, Type } from 'typebox';

type Literals<Words extends readonly string[]> = { -readonly [Index in keyof Words]: TLiteral<Words[Index]> };

/** The same, or null. */
export function orNull<Schema extends TSchema>(schema: Schema): TUnion<[Schema, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** One of these words. A list that was mapped to literals would lose which ones they are. */
export function oneOf<const Words extends readonly string[]>(...words: Words): TUnion<Literals<Words>> {
  return Type.Union(words.map((word) => Type.Literal(word))) as TUnion<Literals<Words>>;
}
