import type { SubjectKey } from './brands.ts';

/** What is kept of a provider's sessions, keyed. */
interface UpstreamKeys {
  readonly subject: SubjectKey;
  readonly upstreamSidKey: string | null;
  readonly upstreamNameKey: string | null;
}

/**
 * Names for what a provider has ended, each an exact match of a session that it may mean: a person by SAML's NameID, with one
 * of the provider's sessions or with all; a session or a person by OpenID Connect. A sign-in under way is held against them,
 * since it has no session yet that could end (SAML Core 3.7.3.1: also an assertion that arrives after the request).
 */
export const mark = {
  /** All of a person's sessions, by the NameID. */
  named: (nameKey: string) => `named ${nameKey}`,
  /** One of them, by the provider's own name for it as well. */
  namedSession: (nameKey: string, sidKey: string) => `named ${nameKey} ${sidKey}`,
  /** Those of which the provider never told a name: any of them could be the one that it means. */
  namedUnnamed: (nameKey: string) => `named ${nameKey} unnamed`,
  sid: (sidKey: string) => `sid ${sidKey}`,
  subject: (subject: SubjectKey) => `subject ${subject}`,
  subjectUnnamed: (subject: SubjectKey) => `subject ${subject} unnamed`,
} as const;

/** Every mark that means this session; four at most. */
export function marksOf({ subject, upstreamSidKey: sid, upstreamNameKey: name }: UpstreamKeys): readonly string[] {
  const session = sid === null ? mark.subjectUnnamed(subject) : mark.sid(sid);
  const all = [mark.subject(subject), session];
  return name === null ? all : [...all, mark.named(name), sid === null ? mark.namedUnnamed(name) : mark.namedSession(name, sid)];
}
