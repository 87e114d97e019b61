import { AppError, type Refusal, refuse } from '../domain/app-error.ts';
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { AccountId, EpochMs, TenantId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Jira, JiraSource } from '../domain/ports/jira.ts';
import type { Secret } from '../domain/secret.ts';

/** The app token that a call brought, and where it may be used. */
export interface BroughtToken {
  readonly token: Secret;
  readonly apiBaseUrl: string;
}

/** Null: the account may administer Jira. Throws `administrator_check_failed` when Jira could not tell. */
export type CheckAdministrator = (tenant: TenantId, account: AccountId, brought: BroughtToken | null) => Promise<Refusal | null>;

const answerLifetimeMs = 60_000;
const keptAnswers = 10_000;

/**
 * Asks Jira whether an account has ADMINISTER (DESIGN section 7), with the app's own token. A verified invocation token
 * only says that somebody used the app. The token in the header is not covered by that signature, so one that works
 * already is preferred: somebody who is no administrator cannot replace it by a useless one.
 */
export function createAdministrators(deps: { jira: JiraSource; clock: Clock }): CheckAdministrator {
  const { jira, clock } = deps;
  const answers = createBoundedMap<{ readonly administrator: boolean; readonly until: EpochMs }>(keptAnswers);

  async function ask(tenant: TenantId, account: AccountId, brought: BroughtToken | null): Promise<boolean> {
    const known = jira.ofApp(tenant);
    if (known !== null) {
      try {
        return await known.isAdministrator(account);
      } catch (error) {
        if (brought === null) throw failed(error);
      }
    }
    if (brought === null) throw failed(undefined, 'no-app-token');
    return withBrought(tenant, account, brought);
  }

  async function withBrought(tenant: TenantId, account: AccountId, brought: BroughtToken): Promise<boolean> {
    jira.rememberAppToken(tenant, brought.token, brought.apiBaseUrl);
    const fresh: Jira | null = jira.ofApp(tenant);
    if (fresh === null) throw failed(undefined, 'app-token-refused');
    try {
      return await fresh.isAdministrator(account);
    } catch (error) {
      throw failed(error);
    }
  }

  return async (tenant, account, brought) => {
    const key = JSON.stringify([tenant, account]);
    const kept = answers.get(key);
    const now = clock.now();
    if (kept !== undefined && now < kept.until) return verdict(kept.administrator);
    const administrator = await ask(tenant, account, brought);
    answers.set(key, { administrator, until: now + answerLifetimeMs });
    if (administrator && brought !== null) jira.rememberAppToken(tenant, brought.token, brought.apiBaseUrl);
    return verdict(administrator);
  };
}

function verdict(administrator: boolean): Refusal | null {
  return administrator ? null : refuse('not_administrator', 'jira.administer.no');
}

function failed(cause: unknown, because = 'jira.administer.unknown'): AppError {
  return new AppError('administrator_check_failed', { cause, details: { because } });
}
