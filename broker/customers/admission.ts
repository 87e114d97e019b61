/**
 * Binds proven identities to Jira customer accounts. Owns the order of look-up, creation and binding; what may be bound
 * is decided in `domain/account-binding.ts`. Must not log or store an e-mail address: it is used once, for the first bind.
 */
import type { Connection } from '#contract/settings/connection';
import { type BindingFacts, customerName, decideBinding, decideEmail, decideUser, nameOf } from '../domain/account-binding.ts';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { SubjectKey } from '../domain/brands.ts';
import type { EmailAddress } from '../domain/email-domains.ts';
import type { Identity } from '../domain/identity.ts';
import { isSameIssuer, issuerOf } from '../domain/issuer.ts';
import type { JiraUser } from '../domain/jira.ts';
import type { Admission, Admitted } from '../domain/ports/admission.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Jira, JiraSource } from '../domain/ports/jira.ts';
import type { BindingStore, StoredBinding } from '../domain/ports/stores/binding-store.ts';
import type { Vault } from '../domain/ports/vault.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { subjectKeyOf } from '../domain/subject-key.ts';
import { createAccountCheck } from './account-check.ts';

export interface AdmissionDeps {
  readonly jira: Pick<JiraSource, 'of'>;
  readonly bindings: BindingStore;
  readonly vault: Vault;
  readonly clock: Clock;
}

interface Newcomer {
  readonly snapshot: Snapshot;
  readonly connection: Connection;
  readonly subject: SubjectKey;
  readonly identity: Identity;
}

export function createAdmission(deps: AdmissionDeps): Admission {
  const accounts = createAccountCheck({ clock: deps.clock });

  async function admitBound(snapshot: Snapshot, binding: StoredBinding, identity: Identity): Promise<Admitted | Refusal> {
    const verdict = await accounts.check(deps.jira.of(snapshot), snapshot.tenant, binding.accountId);
    if (!verdict.ok) return verdict;
    return {
      ok: true,
      accountId: binding.accountId,
      displayName: verdict.displayName ?? nameOf(identity),
      because: `binding.known, ${verdict.because}`,
    };
  }

  async function admitNew(newcomer: Newcomer): Promise<Admitted | Refusal> {
    const { snapshot, connection, identity } = newcomer;
    const spoken = decideEmail(connection, snapshot.settings.connections, identity.email);
    if (!spoken.ok) return spoken;
    const jira = deps.jira.of(snapshot);
    const { email } = spoken;
    let facts: BindingFacts = { email, candidates: await jira.findUsersByEmail(email.address), staff: null, conflict: false };
    // Each turn adds a fact that the next decision needs, and no decision asks for the same fact twice.
    for (;;) {
      const step = decideBinding(facts);
      if (!step.ok) return facts.conflict ? refusedOrBound(newcomer, step) : step;
      switch (step.kind) {
        case 'ask-staff':
          facts = { ...facts, staff: await jira.isStaff(step.account.accountId) };
          break;
        case 'create':
          facts = await created(jira, identity, facts);
          break;
        case 'bind':
          return bind(newcomer, step.account, `${spoken.because}, ${step.because}`);
        default:
          return step satisfies never;
      }
    }
  }

  /** One winner among racing first sign-ins; whoever comes second gets what the first one bound. */
  async function bind(newcomer: Newcomer, account: JiraUser, because: string): Promise<Admitted | Refusal> {
    const { snapshot, connection, subject, identity } = newcomer;
    const outcome = await deps.bindings.bind({
      tenant: snapshot.tenant,
      connection: connection.id,
      subject,
      accountId: account.accountId,
      boundAt: deps.clock.now(),
    });
    switch (outcome.kind) {
      case 'bound':
        return { ok: true, accountId: account.accountId, displayName: account.displayName, because: `binding.new, ${because}` };
      case 'existing':
        return admitBound(snapshot, outcome.binding, identity);
      case 'account-taken':
        return refuse('account_already_linked', 'binding.account-taken');
      default:
        return outcome satisfies never;
    }
  }

  /** Somebody else made the account in this moment: when it was this same person's other sign-in, its binding stands by now. */
  async function refusedOrBound({ snapshot, connection, subject, identity }: Newcomer, refusal: Refusal): Promise<Admitted | Refusal> {
    const binding = await deps.bindings.find(snapshot.tenant, connection.id, subject);
    return binding === null ? refusal : admitBound(snapshot, binding, identity);
  }

  /** Asked anew each time: without a binding there is nothing that was certain before. */
  async function admitUser(snapshot: Snapshot, connection: Connection, identity: Identity): Promise<Admitted | Refusal> {
    const spoken = decideEmail(connection, snapshot.settings.connections, identity.email);
    if (!spoken.ok) return spoken;
    const { email } = spoken;
    const decided = decideUser({ email, candidates: await deps.jira.of(snapshot).findUsersByEmail(email.address) });
    if (!decided.ok) return decided;
    const { accountId, displayName } = decided.account;
    return { ok: true, accountId, displayName, because: `${spoken.because}, ${decided.because}` };
  }

  return {
    async admit({ snapshot, identity, whom = 'customers' }) {
      const connection = snapshot.settings.connections.find(({ id, enabled }) => id === identity.connection && enabled);
      if (!connection) return refuse('login_connection_unknown', 'connection.off-or-gone');
      // Proven by the provider to which this connection led before: its word counts for nothing any more.
      if (!isSameIssuer(issuerOf(connection), identity.issuer)) return refuse('login_connection_unknown', 'connection.of-another-provider');
      if (whom === 'users') return admitUser(snapshot, connection, identity);
      const subject = await subjectKeyOf(deps.vault, snapshot.tenant, identity);
      const binding = await deps.bindings.find(snapshot.tenant, connection.id, subject);
      if (binding !== null) return admitBound(snapshot, binding, identity);
      return admitNew({ snapshot, connection, subject, identity });
    },
  };
}

/** Makes the customer, or looks once more when Jira says that it exists. */
async function created(jira: Jira, identity: Identity, facts: BindingFacts): Promise<BindingFacts> {
  const { email } = facts;
  const account = await jira.createCustomer({ email: email.address, displayName: customerName(identity, email) });
  // What was made for this address is its account, whether Jira shows the address or not.
  if (account !== null) return { ...facts, candidates: [{ ...account, email: email.address }] };
  return { ...facts, candidates: await lookAgain(jira, email), conflict: true };
}

async function lookAgain(jira: Jira, email: EmailAddress): Promise<readonly JiraUser[]> {
  const found = await jira.findUsersByEmail(email.address);
  return found.length > 0 ? found : jira.findDeskCustomersByEmail(email.address);
}
