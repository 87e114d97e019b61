import type { AccountId, EpochMs, PersonKey, SubjectKey, TenantId } from '../domain/brands.ts';
import type { Identity } from '../domain/identity.ts';
import { type Mailbox, mailboxOf } from '../domain/mailbox.ts';
import { type PersonRow, personAddress, personKeyOf, ruleInForce } from '../domain/person.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { PersonRules } from '../domain/ports/people.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { organizationUserKeyOf } from '../domain/subject-key.ts';
import { createPersonSeal } from './sealed-person.ts';

/**
 * What a login asks: one statement, and one more the first time that somebody comes who was named by their address. Of people who
 * are exempt more is asked: by whom.
 */
export function createPersonRules(deps: { storage: Pick<Storage, 'people' | 'bindings'>; vault: Vault; clock: Clock }): PersonRules {
  const { vault, clock } = deps;
  const { people, bindings } = deps.storage;
  const seal = createPersonSeal(vault);

  /** Less is asked of nobody but those whose address or pseudonym it is; more of whoever may be meant. */
  async function rowsOf(tenant: TenantId, { subject, asUser, named, claimed }: Whose): Promise<readonly PersonRow[]> {
    const counted = async () => {
      const rows = await people.matching(tenant, subject, claimed, asUser);
      return rows.filter((row) => row.rule === 'required' || row.subject === subject || row.key === named);
    };
    const rows = await counted();
    const unlinked = rows.filter((row) => row.subject === null && row.key === named);
    if (unlinked.length === 0) return rows;
    for (const row of unlinked) await people.link(tenant, row.key, subject);
    // Read once more: in this very moment somebody else may have come with the same address, and then it is they who were meant.
    return counted();
  }

  /**
   * Those that count. Whoever exempts an address that Jira does not know for their own may still come with it: what somebody
   * said of themselves counts for nothing as soon as we know which account is theirs.
   */
  async function saidByOthers(tenant: TenantId, rows: readonly PersonRow[], { subject, asUser }: Whose) {
    const accounts = (await bindings.ofSubjects(tenant, [subject, asUser])).map(({ accountId }) => accountId);
    const counted: PersonRow[] = [];
    for (const row of rows) if (row.rule !== 'exempt' || !(await isSaidBy(tenant, row, accounts))) counted.push(row);
    return counted;
  }

  async function isSaidBy(tenant: TenantId, { key }: PersonRow, accounts: readonly AccountId[]): Promise<boolean> {
    const row = accounts.length === 0 ? null : await people.find(tenant, key);
    if (row === null) return false;
    const said = (await seal.open(row)).acts.find(({ act }) => act === 'rule');
    return (accounts as readonly string[]).includes(said?.by ?? '');
  }

  async function keyOf(tenant: TenantId, mailbox: Mailbox | null): Promise<PersonKey | null> {
    const address = mailbox === null ? null : personAddress(mailbox.address);
    return address === null ? null : personKeyOf(vault, tenant, address);
  }

  return {
    async ruleOf({ tenant, snapshot }, { identity, subject }) {
      const { connections } = snapshot.settings;
      const named = await keyOf(tenant.id, mailboxOf(connections, identity));
      const claimed = named ?? (await keyOf(tenant.id, mailboxOf(connections, asIfVerified(identity))));
      const asUser = await organizationUserKeyOf(vault, tenant.id, identity);
      const whose: Whose = { subject, asUser, named, claimed };
      const rows = await rowsOf(tenant.id, whose);
      const now: EpochMs = clock.now();
      const rule = ruleInForce(rows, subject, now);
      return rule === 'exempt' ? ruleInForce(await saidByOthers(tenant.id, rows, whose), subject, now) : rule;
    },
  };
}

/** Whoever can have their address unverified must not shake off by it what is required of it. */
function asIfVerified(identity: Identity): Identity {
  return { ...identity, email: identity.email && { ...identity.email, verified: true } };
}

interface Whose {
  readonly subject: SubjectKey;
  /** The same person as a user of the organization. */
  readonly asUser: SubjectKey;
  /** The address that the connection may speak for. */
  readonly named: PersonKey | null;
  /** That, or what lacks nothing but the provider's verification. */
  readonly claimed: PersonKey | null;
}
