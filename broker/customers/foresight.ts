/** What admission would do, without doing it: the same decisions over the same facts, and not one call that changes anything. */
import { type BindingFacts, customerName, decideBinding, decideBound, decideEmail } from '../domain/account-binding.ts';
import { AppError, type Refusal, refuse } from '../domain/app-error.ts';
import type { AccountId, TenantId } from '../domain/brands.ts';
import type { Identity } from '../domain/identity.ts';
import type { Foreseen, Foresight } from '../domain/ports/foresight.ts';
import type { Jira, JiraSource } from '../domain/ports/jira.ts';
import type { BindingStore } from '../domain/ports/stores/binding-store.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { organizationUserKeyOf, subjectKeyOf } from '../domain/subject-key.ts';
import { vouchingConnection } from '../domain/vouching.ts';

/** Enough to recognise a customer by. */
const maxOrganizations = 50;

export function createForesight(deps: {
  /** Calls that only read, so that nothing can be changed from here by mistake. */
  jira: Pick<JiraSource, 'of'>;
  bindings: Pick<BindingStore, 'find' | 'isBound'>;
  vault: Vault;
}): Foresight {
  async function foresee({ snapshot, identity }: Parameters<Foresight['foresee']>[0]): Promise<Foreseen> {
    const { connections } = snapshot.settings;
    const vouching = vouchingConnection(connections, identity);
    if (!vouching.ok) return refused(vouching);
    const { connection } = vouching;
    const subject = await subjectKeyOf(deps.vault, snapshot.tenant, identity);
    const binding = await deps.bindings.find(snapshot.tenant, connection.id, subject);
    const jira: Reading = deps.jira.of(snapshot);
    if (binding !== null) {
      const account = await jira.findUser(binding.accountId);
      const staff = account?.accountType === 'atlassian' && account.active && (await jira.isStaff(binding.accountId));
      const verdict = decideBound(account, staff);
      if (!verdict.ok) return refused(verdict);
      return {
        outcome: 'bound',
        accountId: binding.accountId,
        displayName: verdict.displayName,
        because: `binding.known, ${verdict.because}`,
      };
    }

    const spoken = decideEmail(connection, connections, identity.email);
    if (!spoken.ok) return refused(spoken);
    let facts: BindingFacts = {
      email: spoken.email,
      candidates: await jira.findUsersByEmail(spoken.email.address),
      staff: null,
      conflict: false,
    };
    let step = decideBinding(facts);
    if (step.ok && step.kind === 'ask-staff') {
      facts = { ...facts, staff: await jira.isStaff(step.account.accountId) };
      step = decideBinding(facts);
    }
    if (!step.ok) return refused(step);
    const because = `${spoken.because}, ${step.because}`;
    if (step.kind === 'create') return { outcome: 'would-create', displayName: customerName(identity, spoken.email), because };
    const { accountId, displayName } = step.account;
    const isTaken = (await deps.bindings.isBound(snapshot.tenant, accountId)) && !(await holdsAsUser(snapshot.tenant, identity, accountId));
    if (isTaken) return refused(refuse('account_already_linked', 'binding.account-taken'));
    return { outcome: 'would-bind', accountId, displayName, because };
  }

  /** Whoever holds the account as a user of the organization gets it as a customer too. */
  async function holdsAsUser(tenant: TenantId, identity: Identity, accountId: AccountId): Promise<boolean> {
    const subject = await organizationUserKeyOf(deps.vault, tenant, identity);
    return (await deps.bindings.find(tenant, identity.connection, subject))?.accountId === accountId;
  }

  return {
    async hopeless({ snapshot, identity }) {
      const { connections } = snapshot.settings;
      const connection = connections.find(({ id }) => id === identity.connection);
      const spoken = connection && decideEmail(connection, connections, identity.email);
      if (connection === undefined || spoken === undefined || spoken.ok) return null;
      const subject = await subjectKeyOf(deps.vault, snapshot.tenant, identity);
      return (await deps.bindings.find(snapshot.tenant, connection.id, subject)) === null ? spoken : null;
    },
    async foresee(input) {
      try {
        return await foresee(input);
      } catch (error) {
        if (!(error instanceof AppError) || !error.code.startsWith('jira_')) throw error;
        // Without a credential nobody gets in; everything else may pass.
        if (error.code === 'jira_not_configured') return refused(refuse(error.code, error.because));
        return { outcome: 'unknown', because: error.because };
      }
    },
    async organizationsOf(snapshot, accountId) {
      try {
        const organizations = await deps.jira.of(snapshot).organizationsOf(accountId);
        return organizations.slice(0, maxOrganizations).map(({ name }) => name);
      } catch (error) {
        if (error instanceof AppError && error.code.startsWith('jira_')) return null;
        throw error;
      }
    },
  };
}

type Reading = Pick<Jira, 'findUser' | 'findUsersByEmail' | 'isStaff'>;

function refused(refusal: Refusal): Foreseen {
  return { outcome: 'refused', ...refusal };
}
