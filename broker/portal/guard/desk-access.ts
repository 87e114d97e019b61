import { AppError } from '../../domain/app-error.ts';
import type { Desk, RequestType } from '../../domain/jira.ts';
import type { JiraSource } from '../../domain/ports/jira.ts';
import { type Catalogue, type Freshness, listedMs } from './catalogue.ts';
import { type ActingCustomer, customerKey, tenantKey } from './customer.ts';
import { isNumericId } from './ids.ts';
import type { Memory } from './memory.ts';
import { absent, allow, type Verdict } from './verdict.ts';

/** A desk that the customer may enter, and the types they may raise there, grouped or not. */
export interface EnteredDesk {
  readonly desk: Desk;
  readonly creatable: readonly RequestType[];
}

export interface DeskAccess {
  /** R2: may the customer enter this portal? */
  enter(customer: ActingCustomer, deskId: string, freshness: Freshness): Promise<Verdict<EnteredDesk>>;
  /** Is there such an account, active, and not an app's? Jira keeps deactivated people in their organizations, and apps may be put into one. */
  isActiveCustomer(customer: ActingCustomer, freshness: Freshness): Promise<boolean>;
  /** Ids of the customer's organizations that are attached to the desk. */
  sharedOrganizations(customer: ActingCustomer, deskId: string, freshness: Freshness): Promise<ReadonlySet<string>>;
}

/**
 * R2, native access. Jira has no call that says "may this person enter this portal", so it is concluded from two that
 * it has: the person may create some type of the desk, or an organization of theirs is attached to it. Any type counts,
 * grouped or not: who may only follow old requests of a desk is still its customer. Left out, and only from the list of
 * portals, is one where a person was listed by hand and may create nothing: it would be an empty page.
 */
export function createDeskAccess(deps: { jira: JiraSource; catalogue: Catalogue; memory: Memory }): DeskAccess {
  const ask = <Value>(key: string, freshness: Freshness, question: () => Promise<Value>): Promise<Value> =>
    freshness === 'live' ? deps.memory.refresh(key, question) : deps.memory.recall(key, listedMs, question);

  const sharedOrganizations = async (customer: ActingCustomer, deskId: string, freshness: Freshness) => {
    const jira = deps.jira.of(customer.snapshot);
    const [mine, attached] = await Promise.all([
      ask(`${customerKey(customer)}#organizations`, freshness, () => jira.organizationsOf(customer.accountId).catch(noneWhenUnknown)),
      ask(`${tenantKey(customer)}#organizations/${deskId}`, freshness, () => jira.organizationsOfDesk(deskId)),
    ]);
    const ids = new Set(attached.map((organization) => organization.id));
    return new Set(mine.map((organization) => organization.id).filter((id) => ids.has(id)));
  };

  const isActiveCustomer = async (customer: ActingCustomer, freshness: Freshness) => {
    const question = () => deps.jira.of(customer.snapshot).findUser(customer.accountId);
    const user = await ask(`${customerKey(customer)}#user`, freshness, question);
    return user?.active === true && user.accountType !== 'app';
  };

  const enter = async (customer: ActingCustomer, deskId: string, freshness: Freshness): Promise<Verdict<EnteredDesk>> => {
    if (!isNumericId(deskId)) return absent('R2: not a desk id');
    const [desk, types] = await Promise.all([
      deps.catalogue.findDesk(customer, deskId, freshness),
      deps.catalogue.types(customer, deskId, freshness).catch(noneWhenUnknown),
    ]);
    if (desk === null || desk.id !== deskId) return absent('R2: no such desk');
    const ofDesk = types.filter((type) => type.deskId === deskId);
    const ids = ofDesk.map((type) => type.id);
    const may: ReadonlySet<string> = await ask(`${customerKey(customer)}#creatable/${deskId}`, freshness, () =>
      ids.length === 0
        ? Promise.resolve(new Set<string>())
        : deps.jira.of(customer.snapshot).creatableRequestTypes(deskId, customer.accountId, ids).catch(noneWhenNoAccount),
    );
    const creatable = ofDesk.filter((type) => may.has(type.id));
    if (creatable.length > 0) return allow({ desk, creatable }, 'R2: may create');
    const shared = await sharedOrganizations(customer, deskId, freshness);
    if (shared.size === 0) return absent('R2: neither may create nor in an organization of the desk');
    if (!(await isActiveCustomer(customer, freshness))) return absent('R2: no active account of a customer');
    return allow({ desk, creatable }, 'R2: organization of the desk');
  };

  return { enter, isActiveCustomer, sharedOrganizations };
}

/** Jira calls the account itself wrong: it was deleted. */
function noneWhenNoAccount(error: unknown): ReadonlySet<string> {
  if (error instanceof AppError && error.code === 'jira_request_invalid') return new Set();
  throw error;
}

/** There is no such account, or no such desk. */
function noneWhenUnknown(error: unknown): never[] {
  if (error instanceof AppError && error.code === 'jira_not_found') return [];
  throw error;
}
