/** From what the provider told the bearer of this login's token to an Identity. Pure. */
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import { claimantOf, parseEmail } from '../../domain/email-domains.ts';
import type { Identity } from '../../domain/identity.ts';
import { issuerOf } from '../../domain/issuer.ts';
import { mapFacts, nameIn } from '../../domain/mapping.ts';
import { isObject, textOf, valuesAt } from './paths.ts';

interface Address {
  readonly text: string;
  readonly verified: boolean;
}

/** `emails` is the list of addresses; undefined where the connection has no address for one. */
export function identityOf(
  connection: OAuth2Connection,
  userInfo: unknown,
  emails: unknown,
): { readonly ok: true; readonly identity: Identity } | Refusal {
  if (!isObject(userInfo)) return refuse('oauth2_answer_malformed', 'oauth2.userinfo.shape');
  const subject = subjectIn(userInfo, connection.subject);
  if (subject === null) return refuse('oauth2_subject_invalid', 'oauth2.subject');
  const told = emails === undefined ? addressIn(connection, userInfo) : addressAmong(connection, emails);
  if (told === 'malformed') return refuse('oauth2_claim_malformed', 'oauth2.claim.email');
  const { mapping } = connection;
  const groups = mapping.groups === null ? null : textsAt(userInfo, mapping.groups);
  if (groups?.includes(null) === true || groups?.includes('') === true) return refuse('oauth2_claim_malformed', 'oauth2.claim.groups');
  const mapped = mapFacts(mapping, (from) => {
    if (from === mapping.email) return told === null ? null : [told.text];
    return textsAt(userInfo, from)?.filter((text) => text !== null) ?? null;
  });
  if (!mapped.ok) return refuse('oauth2_claim_malformed', `oauth2.claim.${mapped.fault}`);
  const { email, ...facts } = mapped.facts;
  const name = (from: string) => nameIn(valuesAt(userInfo, from)?.[0]);
  return {
    ok: true,
    identity: {
      connection: connection.id,
      issuer: issuerOf(connection),
      subject,
      // What a pattern made of the address is another address than the one that the provider checked.
      email: email === null ? null : { address: email, verified: told?.verified === true && told.text === email },
      ...facts,
      // Only a text is a name.
      firstName: name(mapping.firstName),
      lastName: name(mapping.lastName),
      displayName: name(mapping.displayName),
      assurance: { acr: null, amr: [], authTime: null },
      upstreamSession: { sid: null, idToken: null, nameId: null },
    },
  };
}

/** One text or whole number, or nobody. */
function subjectIn(userInfo: unknown, path: string): string | null {
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

function addressIn({ mapping, emailVerified }: OAuth2Connection, userInfo: unknown): Address | null | 'malformed' {
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
function addressAmong(connection: OAuth2Connection, emails: unknown): Address | null | 'malformed' {
  if (!Array.isArray(emails)) return 'malformed';
  const entries = emails as unknown[];
  if (!entries.every((entry) => isObject(entry) && typeof entry.email === 'string')) return 'malformed';
  const verified = (entries as { email: string; primary?: unknown; verified?: unknown }[]).filter((entry) => entry.verified === true);
  const ordered = [...verified.filter(({ primary }) => primary === true), ...verified.filter(({ primary }) => primary !== true)];
  const spokenFor = ordered.find(({ email }) => {
    const address = parseEmail(email);
    return address !== null && claimantOf(address.domain, [connection]) !== null;
  });
  const chosen = spokenFor ?? ordered.find(({ primary }) => primary === true);
  return chosen === undefined ? null : { text: chosen.email, verified: true };
}
