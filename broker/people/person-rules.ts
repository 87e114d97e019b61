import { mailboxOf } from '../domain/mailbox.ts';
import { personAddress, personKeyOf, ruleInForce } from '../domain/person.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { PersonRules } from '../domain/ports/people.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { Vault } from '../domain/ports/vault.ts';

/**
 * What a login asks: one statement over two indexes, and one more the first time that somebody comes who was named by their
 * address. An address that the connection may not speak for finds nobody.
 */
export function createPersonRules(deps: { people: Pick<Storage['people'], 'matching' | 'link'>; vault: Vault; clock: Clock }): PersonRules {
  const { people, vault, clock } = deps;
  return {
    async ruleOf({ tenant, snapshot }, { identity, subject }) {
      const mailbox = mailboxOf(snapshot.settings.connections, identity);
      const address = mailbox === null ? null : personAddress(mailbox.address);
      const key = address === null ? null : await personKeyOf(vault, tenant.id, address);
      const rows = await people.matching(tenant.id, subject, key);
      const unlinked = rows.filter((row) => row.subject === null);
      if (unlinked.length === 0) return ruleInForce(rows, subject, clock.now());
      for (const row of unlinked) await people.link(tenant.id, row.key, subject);
      // Read once more: in this very moment somebody else may have come with the same address, and then it is they who were meant.
      return ruleInForce(await people.matching(tenant.id, subject, key), subject, clock.now());
    },
  };
}
