/**
 * Binds proven identities to Jira customer accounts. Owns the order of look-up, creation and binding; what may be bound
 * is decided in `domain/account-binding.ts`. Must not log or store an e-mail address: it is used once, for the first bind, and of it a
 * keyed pseudonym is kept beside the binding, by which administrators' words about the address find its person.
 */
import type { Connection } from '#contract/settings/connection';
import { type BindingFacts, customerName, decideBinding, decideEmail, decideUser, nameOf } from '../domain/account-binding.ts';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { PersonKey, SubjectKey } from '../domain/brands.ts';
import type { EmailAddress } from '../domain/email-domains.ts';
import type { Identity } from '../domain/identity.ts';
import type { JiraUser } from '../domain/jira.ts';
import { personAddress, personKeyOf } from '../domain/person.ts';
import type { Admission, Admitted } from '../domain/ports/admission.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Jira, JiraSource } from '../domain/ports/jira.ts';
import type { BindingStore, StoredBinding } from '../domain/ports/stores/binding-store.ts';
import type { Vault } from '../domain/ports/vault.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { organizationUserKeyOf, subjectKeyOf } from '../domain/subject-key.ts';
import { vouchingConnection } from '../domain/vouching.ts';
import { createAccountCheck } from './account-check.ts';
import { createAddressCheck, lookUp } from './address-check.ts';

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
  readonly tellsAddress: boolean;
}

type Outcome = Admitted | Refusal;

/** By which address the account was found or made, and why it may be bound. */
interface Because {
  readonly email: EmailAddress;
  readonly because: string;
}

export function createAdmission(deps: AdmissionDeps): Admission {
  const accounts = createAccountCheck({ clock: deps.clock });
  const addresses = createAddressCheck(deps);

  async function admitBound({ snapshot, connection, identity, tellsAddress }: Newcomer, { accountId }: StoredBinding): Promise<Outcome> {
    const jira = deps.jira.of(snapshot);
    const verdict = await accounts.check(jira, snapshot.tenant, accountId);
    if (!verdict.ok) return verdict;
    const displayName = verdict.displayName ?? nameOf(identity);
    const because = `binding.known, ${verdict.because}`;
    const spoken = tellsAddress ? decideEmail(connection, snapshot.settings.connections, identity.email) : null;
    // What the connection may not say is told to nobody, whosever it is.
    if (!spoken?.ok) return { ok: true, accountId, displayName, address: 'unchecked', because };
    const address = await addresses.check(jira, snapshot.tenant, accountId, spoken.email);
    return { ok: true, accountId, displayName, address, because: `${because}, address.${address}` };
  }

  async function admitNew(newcomer: Newcomer): Promise<Outcome> {
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
          return bind(newcomer, step.account, { email: spoken.email, because: `${spoken.because}, ${step.because}` });
        default:
          return step satisfies never;
      }
    }
  }

  /** One winner among racing first sign-ins; whoever comes second gets what the first one bound. */
  async function bind(newcomer: Newcomer, account: JiraUser, { email, because }: Because): Promise<Outcome> {
    const row = bindingOf(newcomer, newcomer.subject, account);
    const address = await addressKeyOf(newcomer, email);
    const outcome = await deps.bindings.bind(row, address);
    switch (outcome.kind) {
      case 'bound':
        return newlyBound(account, because);
      case 'existing':
        return admitBound(newcomer, outcome.binding);
      case 'account-taken': {
        // By this very person as a user of the organization, perhaps. A customer's binding serves for that too.
        const asUser = await organizationUserKeyOf(deps.vault, row.tenant, newcomer.identity);
        if (await deps.bindings.passOn(row, asUser, address)) return newlyBound(account, because);
        return refusedOrBound(newcomer, refuse('account_already_linked', 'binding.account-taken'));
      }
      default:
        return outcome satisfies never;
    }
  }

  /** Somebody else took the account in this moment: when it was this same person's other sign-in, its binding stands by now. */
  async function refusedOrBound(newcomer: Newcomer, refusal: Refusal): Promise<Outcome> {
    const binding = await deps.bindings.find(newcomer.snapshot.tenant, newcomer.connection.id, newcomer.subject);
    return binding === null ? refusal : admitBound(newcomer, binding);
  }

  /** The account is looked up anew each time, by the address; but who came for it first is its only holder. */
  async function admitUser(newcomer: Newcomer): Promise<Outcome> {
    const { snapshot, connection, identity } = newcomer;
    const spoken = decideEmail(connection, snapshot.settings.connections, identity.email);
    if (!spoken.ok) return spoken;
    const { email } = spoken;
    const decided = decideUser({ email, candidates: await deps.jira.of(snapshot).findUsersByEmail(email.address) });
    if (!decided.ok) return decided;
    const held = await holdAsUser(newcomer, decided.account, email);
    if (!held.ok) return held;
    const { accountId, displayName } = decided.account;
    return { ok: true, accountId, displayName, address: 'own', because: `${held.because}, ${spoken.because}, ${decided.because}` };
  }

  async function holdAsUser(
    newcomer: Newcomer,
    account: JiraUser,
    email: EmailAddress,
  ): Promise<{ readonly ok: true; readonly because: string } | Refusal> {
    const { snapshot, connection, identity } = newcomer;
    const asUser = await organizationUserKeyOf(deps.vault, snapshot.tenant, identity);
    for (const subject of [asUser, newcomer.subject]) {
      const known = await deps.bindings.find(snapshot.tenant, connection.id, subject);
      if (known?.accountId === account.accountId) return { ok: true, because: 'binding.known' };
      // As a customer somebody may have another account, a portal-only one.
      if (known !== null && subject === asUser) return refuse('account_address_differs', 'binding.another-account');
    }
    const outcome = await deps.bindings.bind(bindingOf(newcomer, asUser, account), await addressKeyOf(newcomer, email));
    switch (outcome.kind) {
      case 'bound':
        return { ok: true, because: 'binding.new' };
      case 'existing':
        if (outcome.binding.accountId === account.accountId) return { ok: true, because: 'binding.known' };
        return refuse('account_address_differs', 'binding.another-account');
      case 'account-taken':
        return refuse('account_already_linked', 'binding.account-taken');
      default:
        return outcome satisfies never;
    }
  }

  /** As administrators' words about an address are kept. */
  async function addressKeyOf({ snapshot }: Newcomer, { address }: EmailAddress): Promise<PersonKey | null> {
    const person = personAddress(address);
    return person === null ? null : personKeyOf(deps.vault, snapshot.tenant, person);
  }

  function bindingOf({ snapshot, connection }: Newcomer, subject: SubjectKey, { accountId }: JiraUser): StoredBinding {
    return { tenant: snapshot.tenant, connection: connection.id, subject, accountId, boundAt: deps.clock.now() };
  }

  return {
    async admit({ snapshot, identity, whom = 'customers', tellsAddress = false }) {
      const vouching = vouchingConnection(snapshot.settings.connections, identity);
      if (!vouching.ok) return vouching;
      const { connection } = vouching;
      const subject = await subjectKeyOf(deps.vault, snapshot.tenant, identity);
      const newcomer = { snapshot, connection, subject, identity, tellsAddress };
      if (whom === 'users') return admitUser(newcomer);
      const binding = await deps.bindings.find(snapshot.tenant, connection.id, subject);
      return binding === null ? admitNew(newcomer) : admitBound(newcomer, binding);
    },
  };
}

/** The account was found or made by this very address. */
function newlyBound({ accountId, displayName }: JiraUser, because: string): Admitted {
  return { ok: true, accountId, displayName, address: 'own', because: `binding.new, ${because}` };
}

/** Makes the customer, or looks once more when Jira says that it exists. */
async function created(jira: Jira, identity: Identity, facts: BindingFacts): Promise<BindingFacts> {
  const { email } = facts;
  const account = await jira.createCustomer({ email: email.address, displayName: customerName(identity, email) });
  // What was made for this address is its account, whether Jira shows the address or not.
  if (account !== null) return { ...facts, candidates: [{ ...account, email: email.address }] };
  return { ...facts, candidates: await lookUp(jira, email), conflict: true };
}
