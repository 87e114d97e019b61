/** What a provider of plain OAuth 2.0 tells the bearer of a token about a person. Pure. */
import { isObject, textOf, valuesAt } from '#contract/mapping/json-values';
import { type MappedPerson, mapFacts, nameIn } from '#contract/mapping/map-facts';
import type { Compile } from '#contract/mapping/patterned';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';

/** Where a connection reads the facts. */
export type Places = Pick<OAuth2Connection, 'mapping' | 'emailVerified'>;

interface ToldText {
  readonly text: string;
  readonly verified: boolean;
}

export interface Answers {
  readonly userInfo: unknown;
  /** The list of addresses; undefined where the connection has no address for one. */
  readonly emails: unknown;
}

/** The person as the mapping reads the answers, or what does not fit. `mayVouchFor`: is the connection believed about this address? */
export function factsInAnswers(
  { mapping, emailVerified }: Places,
  { userInfo, emails }: Answers,
  mayVouchFor: (email: string) => boolean,
  compile: Compile,
): MappedPerson {
  const told = emails === undefined ? addressIn({ mapping, emailVerified }, userInfo) : addressAmong(emails, mayVouchFor);
  if (told === 'malformed') return { ok: false, fault: 'email' };
  const groups = mapping.groups === null ? null : textsAt(userInfo, mapping.groups);
  if (groups?.includes(null) === true || groups?.includes('') === true) return { ok: false, fault: 'groups' };
  const valuesOf = (from: string) => {
    if (from === mapping.email) return told === null ? null : [told.text];
    return textsAt(userInfo, from)?.filter((text) => text !== null) ?? null;
  };
  const mapped = mapFacts(mapping, valuesOf, compile);
  if (!mapped.ok) return mapped;
  const { email, ...facts } = mapped.facts;
  const name = (from: string) => nameIn(valuesAt(userInfo, from)?.[0]);
  return {
    ok: true,
    facts: {
      ...facts,
      // What a pattern made of the address is another address than the one that the provider checked.
      email: email === null ? null : { address: email, verified: told?.verified === true && told.text === email },
      // Only a text is a name.
      firstName: name(mapping.firstName),
      lastName: name(mapping.lastName),
      displayName: name(mapping.displayName),
    },
  };
}

/** One text or whole number, or nobody. */
export function subjectIn(userInfo: unknown, path: string): string | null {
  const [value, ...others] = valuesAt(userInfo, path) ?? [];
  if (others.length > 0 || typeof value === 'boolean') return null;
  const text = textOf(value);
  return text !== null && /^(?=.*[\x21-\x7e])[\x20-\x7e]{1,255}$/.test(text) ? text : null;
}

/** Each entry as text, null for what is none; a list at the end of the path is its entries. */
function textsAt(userInfo: unknown, path: string): (string | null)[] | null {
  return (
    valuesAt(userInfo, path)
      ?.flatMap((value): unknown[] => (Array.isArray(value) ? value : [value]))
      .map(textOf) ?? null
  );
}

function addressIn({ mapping, emailVerified }: Places, userInfo: unknown): ToldText | null | 'malformed' {
  const [text, ...others] = valuesAt(userInfo, mapping.email) ?? [];
  if (text === undefined || text === '') return null;
  if (typeof text !== 'string' || others.length > 0) return 'malformed';
  const flags = emailVerified === null ? null : valuesAt(userInfo, emailVerified);
  // Strictly the boolean: "false" as text would be truthy.
  return { text, verified: flags?.length === 1 && flags[0] === true };
}

/**
 * A list as GitHub sends it: `[{ email, primary, verified }]`. Only verified entries count: the primary one if the
 * connection may speak for its domain, else any that it may speak for, else the primary one, which is then refused by name.
 */
function addressAmong(emails: unknown, mayVouchFor: (email: string) => boolean): ToldText | null | 'malformed' {
  if (!Array.isArray(emails)) return 'malformed';
  const entries = emails as unknown[];
  if (!entries.every((entry) => isObject(entry) && typeof entry.email === 'string')) return 'malformed';
  const verified = (entries as { email: string; primary?: unknown; verified?: unknown }[]).filter((entry) => entry.verified === true);
  const ordered = [...verified.filter(({ primary }) => primary === true), ...verified.filter(({ primary }) => primary !== true)];
  const spokenFor = ordered.find(({ email }) => mayVouchFor(email));
  const chosen = spokenFor ?? ordered.find(({ primary }) => primary === true);
  return chosen === undefined ? null : { text: chosen.email, verified: true };
}
