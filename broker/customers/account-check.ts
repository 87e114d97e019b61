import { decideBound } from '../domain/account-binding.ts';
import { AppError, type Refusal } from '../domain/app-error.ts';
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { AccountId, EpochMs, TenantId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Jira } from '../domain/ports/jira.ts';

/** A yes or no is good for this long; an account switched off in Jira is out after it (R14). */
const goodForMs = 60_000;
const keptAccounts = 20_000;

/** `displayName` is null where Jira could not be asked. */
type AccountVerdict = { readonly ok: true; readonly displayName: string | null; readonly because: string } | Refusal;

export interface AccountCheck {
  /** Is the account still one that may come in? Throws `jira_...` when Jira cannot be asked for a reason that will not pass. */
  check(jira: Jira, tenant: TenantId, accountId: AccountId): Promise<AccountVerdict>;
}

/**
 * Looks at bound accounts, each at most once a minute. With Jira away the binding itself is what is certain, so the
 * person gets in; whoever was refused when Jira last spoke stays out.
 */
export function createAccountCheck(deps: { clock: Clock }): AccountCheck {
  const verdicts = createBoundedMap<{ readonly at: EpochMs; readonly verdict: AccountVerdict }>(keptAccounts);

  return {
    async check(jira, tenant, accountId) {
      const key = `${tenant} ${accountId}`;
      const known = verdicts.get(key);
      if (known && deps.clock.now() - known.at < goodForMs) return known.verdict;
      try {
        const verdict = await ask(jira, accountId);
        verdicts.set(key, { at: deps.clock.now(), verdict });
        return verdict;
      } catch (error) {
        if (!isAway(error)) throw error;
        if (known && !known.verdict.ok) return known.verdict;
        return { ok: true, displayName: known?.verdict.ok ? known.verdict.displayName : null, because: `account.unchecked:${error.code}` };
      }
    },
  };
}

async function ask(jira: Jira, accountId: AccountId): Promise<AccountVerdict> {
  const account = await jira.findUser(accountId);
  // Portal-only accounts cannot hold rights in Jira.
  const staff = account?.accountType === 'atlassian' && account.active && (await jira.isStaff(accountId));
  return decideBound(account, staff);
}

/** Jira is down, slow or wants everybody to wait. A refused credential is not that: it will not pass by itself. */
export function isAway(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'jira_unavailable' || error.code === 'jira_busy');
}
