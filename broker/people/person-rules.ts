import type { AccountId, EpochMs, SubjectKey, TenantId } from '../domain/brands.ts';
import type { Identity } from '../domain/identity.ts';
import { mailboxOf } from '../domain/mailbox.ts';
import { type PersonRow, personAddress, personKeyOf, ruleInForce } from '../domain/person.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { PersonRules } from '../domain/ports/people.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { organizationUserKeyOf } from '../domain/subject-key.ts';
import { createPersonSeal } from './sealed-person.ts';

/**
 * What a login asks: one statement over two indexes, and one more the first time that somebody comes who was named by their
 * address. An address that the connection may not speak for finds nobody. Only of people who are exempt is more asked: by whom.
 */
export function createPersonRules(deps: { storage: Pick<Storage, 'people' | 'bindings'>; vault: Vault; clock: Clock }): PersonRules {
  const { vault, clock } = deps;
  const { people, bindings } = deps.storage;
  const seal = createPersonSeal(vault);

  async function rowsOf(tenant: TenantId, subject: SubjectKey, key: PersonRow['key'] | null): Promise<readonly PersonRow[]> {
    const rows = await people.matching(tenant, subject, key);
    const unlinked = rows.filter((row) => row.subject === null);
    if (unlinked.length === 0) return rows;
    for (const row of unlinked) await people.link(tenant, row.key, subject);
    // Read once more: in this very moment somebody else may have come with the same address, and then it is they who were meant.
    return people.matching(tenant, subject, key);
  }

  /**
   * Those that count. Whoever exempts an address that Jira does not know for their own may still come with it: what somebody
   * said of themselves counts for nothing as soon as we know which account is theirs.
   */
  async function saidByOthers(tenant: TenantId, rows: readonly PersonRow[], identity: Identity, subject: SubjectKey) {
    const asUser = await organizationUserKeyOf(vault, tenant, identity);
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

  return {
    async ruleOf({ tenant, snapshot }, { identity, subject }) {
      const mailbox = mailboxOf(snapshot.settings.connections, identity);
      const address = mailbox === null ? null : personAddress(mailbox.address);
      const key = address === null ? null : await personKeyOf(vault, tenant.id, address);
      const rows = await rowsOf(tenant.id, subject, key);
      const now: EpochMs = clock.now();
      const rule = ruleInForce(rows, subject, now);
      return rule === 'exempt' ? ruleInForce(await saidByOthers(tenant.id, rows, identity, subject), subject, now) : rule;
    },
  };
}
