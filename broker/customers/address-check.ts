import { decideAddress } from '../domain/account-binding.ts';
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { AccountId, EpochMs, TenantId } from '../domain/brands.ts';
import type { EmailAddress } from '../domain/email-domains.ts';
import type { JiraUser } from '../domain/jira.ts';
import type { AddressStanding } from '../domain/ports/admission.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Jira } from '../domain/ports/jira.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { isAway } from './account-check.ts';

/** As long as a look at the account is good for (R14). */
const goodForMs = 60_000;
const keptAddresses = 20_000;

export interface AddressCheck {
  /** Is this the account's own address in Jira? Throws `jira_...` when Jira cannot be asked for a reason that will not pass. */
  check(jira: Jira, tenant: TenantId, accountId: AccountId, email: EmailAddress): Promise<AddressStanding>;
}

/**
 * Compares the address that a provider says with the one that Jira knows for the account, each pair at most once a minute.
 * With Jira away nothing is certain about an address, so it is not told. What is kept is a keyed hash of it.
 */
export function createAddressCheck(deps: { vault: Vault; clock: Clock }): AddressCheck {
  const known = createBoundedMap<{ readonly at: EpochMs; readonly standing: AddressStanding }>(keptAddresses);

  return {
    async check(jira, tenant, accountId, email) {
      const address = await deps.vault.fingerprint(tenant, 'address', ['of-account', email.address.toLowerCase()]);
      const key = `${tenant} ${accountId} ${address}`;
      const last = known.get(key);
      if (last && deps.clock.now() - last.at < goodForMs) return last.standing;
      try {
        const standing = await ask(jira, accountId, email);
        known.set(key, { at: deps.clock.now(), standing });
        return standing;
      } catch (error) {
        if (isAway(error)) return 'unchecked';
        throw error;
      }
    },
  };
}

async function ask(jira: Jira, accountId: AccountId, email: EmailAddress): Promise<AddressStanding> {
  const account = await jira.findUser(accountId);
  return decideAddress(email, accountId, account, null) ?? decideAddress(email, accountId, account, await lookUp(jira, email)) ?? 'differs';
}

/** Everybody whom Jira shows with this address: the search for users does not find all customers, or not yet. */
export async function lookUp(jira: Jira, email: EmailAddress): Promise<readonly JiraUser[]> {
  const found = await jira.findUsersByEmail(email.address);
  return found.length > 0 ? found : jira.findDeskCustomersByEmail(email.address);
}
