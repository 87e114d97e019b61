import type { AccountId } from '../../broker/domain/brands.ts';
import type { JiraUser } from '../../broker/domain/jira.ts';
import type { Jira } from '../../broker/domain/ports/jira.ts';
import type { Log } from '../../broker/domain/ports/log.ts';
import type { NoticeTo, PersonEvent } from '../../broker/domain/ports/notices.ts';
import { createOwnFactors } from '../../broker/factors/own-factors.ts';
import { createFactorSeal } from '../../broker/factors/sealed-factor.ts';
import { nameOfDoer } from '../../broker/people/acts.ts';
import type { MakePass } from '../../broker/people/deps.ts';
import { createPeople } from '../../broker/people/people.ts';
import { brand } from './builders/brand.ts';
import type { FakeClock } from './fake-clock.ts';
import type { TestStorage } from './storage.ts';

export interface PeopleWorld {
  /** Accounts of Jira. */
  readonly users: JiraUser[];
  readonly told: { readonly to: NoticeTo; readonly event: PersonEvent }[];
  readonly passes: string[];
  passesAreOn: boolean;
  jiraIsDown: Error | null;
}

export const aJiraUser = (accountId: string, more: Partial<JiraUser> = {}): JiraUser => ({
  accountId: brand<AccountId>(accountId),
  accountType: 'customer',
  active: true,
  displayName: `Name of ${accountId}`,
  email: null,
  ...more,
});

/** What the room of people asks of Jira, over a list of accounts. */
function jiraOfUsers(world: Pick<PeopleWorld, 'users' | 'jiraIsDown'>): Pick<Jira, 'findUser' | 'findUsersByEmail'> {
  const checked = async <Value>(value: () => Value): Promise<Value> => {
    if (world.jiraIsDown !== null) throw world.jiraIsDown;
    return value();
  };
  return {
    findUser: (accountId) => checked(() => world.users.find((user) => user.accountId === accountId) ?? null),
    findUsersByEmail: (email) => checked(() => world.users.filter((user) => user.email?.toLowerCase() === email.toLowerCase())),
  };
}

export function newPeopleWorld(): PeopleWorld {
  return { users: [], told: [], passes: [], passesAreOn: true, jiraIsDown: null };
}

/** The room of people over real storage; Jira, notices and passes are in `world`. */
export function peopleOver({ storage, clock, log }: { storage: TestStorage; clock: FakeClock; log: Log }, world: PeopleWorld) {
  const makePass: MakePass = async (_at, { subject }, by) => {
    if (!world.passesAreOn) return null;
    world.passes.push(`${subject} by ${nameOfDoer(by)}`);
    return { ok: true, text: 'ABCD-EFGH-JKMN', expiresAt: clock.now() + 3_600_000 };
  };
  return createPeople({
    storage,
    own: createOwnFactors({ storage, seal: createFactorSeal(storage.vault), byKind: new Map() }),
    makePass,
    jira: { of: () => jiraOfUsers(world) as Jira },
    notices: { tellPerson: (to, event) => void world.told.push({ to, event }) },
    vault: storage.vault,
    clock,
    log,
  });
}
