import { type Compile, patternsOf } from '#contract/mapping/patterned';
import type { Mapping } from '#contract/settings/connections/mapping';

/** All values that a provider gave for one name; null where it gave none. */
export type ValuesOf = (from: string) => readonly string[] | null;

/** An address, and whether the provider itself says that it checked it. */
interface ToldEmail {
  readonly address: string;
  readonly verified: boolean;
}

interface Facts<Email> {
  readonly email: Email | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly displayName: string | null;
  /** Null: not told. Unknown groups open nothing and remove nothing. */
  readonly groups: readonly string[] | null;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** Which part of what a provider said is not of the form that it must have. */
export type MappingFault = 'email' | 'groups';
type MappedTo<Email> = { readonly ok: true; readonly facts: Facts<Email> } | { readonly ok: false; readonly fault: MappingFault };

export type Mapped = MappedTo<string>;
/** The same with what was said about the address. */
export type MappedPerson = MappedTo<ToldEmail>;

const maxGroups = 5_000;
const maxGroupLength = 1_000;
const maxValues = 50;
const maxValueLength = 500;
const maxNameLength = 255;
/** One mailbox, in the plain form that providers send: RFC 5321, section 4.1.2, without quoting, comments or literals. */
const mailbox = /^[^\s@"(),:;<>[\]\\\p{Cc}\p{Cf}]{1,64}@[^\s@"(),:;<>[\]\\\p{Cc}\p{Cf}]{1,255}$/u;

/**
 * What a provider said, in our words. What decides something (e-mail, groups) is in its proper form or the sign-in is
 * refused; what only decorates (names) is left out where it does not fit. Groups that were not told are null, and so are
 * those that are too much for the patterns of the mapping: unknown groups open nothing and remove nothing.
 */
export function mapFacts(mapping: Mapping, valuesOf: ValuesOf, compile: Compile): Mapped {
  const patterned = patternsOf(mapping, compile);
  const emails = patterned('email', valuesOf(mapping.email) ?? []);
  if (emails === null) return { ok: false, fault: 'email' };
  const [email = null, ...others] = new Set(emails.filter((value) => value !== ''));
  if (others.length > 0 || (email !== null && !mailbox.test(email))) return { ok: false, fault: 'email' };

  const told = mapping.groups === null ? null : valuesOf(mapping.groups);
  if (told !== null && (told.length > maxGroups || told.some((group) => group.length > maxGroupLength)))
    return { ok: false, fault: 'groups' };
  const matched = told === null ? null : patterned('groups', told);
  const groups = matched === null ? null : [...new Set(matched.filter((group) => group !== ''))];

  const nameOf = (from: string) => nameIn(valuesOf(from)?.[0]);
  const attributes = mapping.more.flatMap(({ name, from }) => {
    const values = patterned(name, valuesOf(from) ?? [])?.filter((value) => value !== '' && value.length <= maxValueLength) ?? [];
    return values.length === 0 ? [] : [[name, values.slice(0, maxValues)] as const];
  });
  return {
    ok: true,
    facts: {
      email,
      firstName: nameOf(mapping.firstName),
      lastName: nameOf(mapping.lastName),
      displayName: nameOf(mapping.displayName),
      groups,
      // Own properties, whatever their names.
      attributes: Object.fromEntries(attributes),
    },
  };
}

/** A name fit to be shown; null for one that is not. */
export function nameIn(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Controls, and marks that turn the reading direction; the joiners of Persian or Hindi names stay.
  const name = value.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
  return name === '' || name.length > maxNameLength ? null : name;
}
