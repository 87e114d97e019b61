/**
 * What an administrator said about one person's second factor. Pure. Addresses are kept as keyed pseudonyms; what is sealed
 * beside them is for the administrators' page alone and no login opens it.
 */
import type { PersonRule } from '#contract/rpc/people';
import type { EpochMs, PersonKey, SubjectKey, TenantId } from './brands.ts';
import { parseEmail } from './email-domains.ts';
import type { Vault } from './ports/vault.ts';

/** What a row says of the person, as a login reads it. */
export interface PersonRow {
  readonly key: PersonKey;
  readonly rule: PersonRule;
  /** When an exemption ends; null for what has no end. */
  readonly until: EpochMs | null;
  /** Who it is; null until they sign in with this address. */
  readonly subject: SubjectKey | null;
}

/**
 * What holds for this person at this moment. `rows` are those of their address and of themselves. A requirement counts for
 * whoever comes with the address; an exemption only for the one who was first to come with it, so that nobody gets it together
 * with somebody else's old address, or by another provider.
 */
export function ruleInForce(rows: readonly PersonRow[], subject: SubjectKey, now: EpochMs): PersonRule {
  if (rows.some(({ rule }) => rule === 'required')) return 'required';
  const isExempt = (row: PersonRow) =>
    row.rule === 'exempt' && row.until !== null && row.until > now && (row.subject === null || row.subject === subject);
  return rows.some(isExempt) ? 'exempt' : 'policy';
}

/** The one form of an address in which people are looked for: nobody tells capitals apart. Null for what is none. */
export function personAddress(text: string): string | null {
  return parseEmail(text.trim())?.address.toLowerCase() ?? null;
}

/** The pseudonym under which an address is kept. Takes what `personAddress` gave. */
export async function personKeyOf(vault: Pick<Vault, 'fingerprint'>, tenant: TenantId, address: string): Promise<PersonKey> {
  return (await vault.fingerprint(tenant, 'person-address', [address])) as PersonKey;
}
