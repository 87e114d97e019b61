import { objectBody, requiredText, textList, textMember } from '../bodies.ts';
import { addCustomer } from '../builders.ts';
import { signedIn, visibleDesk } from '../lookup.ts';
import type { Desk, Site, User } from '../model.ts';
import { type Call, created, noContent, type Operation, ok } from '../operations.ts';
import { badRequest, lacks, Refusal } from '../refusal.ts';
import { isAgent, isDeskAdministrator, isJiraAdministrator } from '../rights.ts';
import { pageOf } from '../shapes/pages.ts';
import { userDto } from '../shapes/users.ts';

const root = '/rest/servicedeskapi';
const scope = 'manage:servicedesk-customer';

export const customerOperations: Operation[] = [
  { method: 'POST', path: `${root}/customer`, scope, handle: createCustomer },
  {
    method: 'GET',
    path: `${root}/servicedesk/{serviceDeskId}/customer`,
    scope,
    experimental: true,
    handle: (call) => {
      const user = signedIn(call);
      const desk = visibleDesk(call);
      if (!isAgent(desk, user.accountId) && !isDeskAdministrator(desk, user))
        throw lacks('permission to view the customers of this service desk');
      const query = call.query.get('query')?.toLowerCase() ?? '';
      const matching = customersOf(call.site, desk).filter((customer) => matches(customer, query));
      return ok(pageOf(call, matching, (customer) => userDto(call, customer)));
    },
  },
  {
    method: 'POST',
    path: `${root}/servicedesk/{serviceDeskId}/customer`,
    scope,
    handle: (call) => {
      const { desk, accountIds } = customersToChange(call);
      // Valid ones are added even when others are not [OpenAPI].
      const unknown = accountIds.filter((accountId) => !call.site.users.has(accountId));
      for (const accountId of accountIds) if (!unknown.includes(accountId)) desk.customers.add(accountId);
      if (unknown.length > 0) throw badRequest(`These accounts do not exist: ${unknown.join(', ')}`);
      return noContent();
    },
  },
  {
    method: 'DELETE',
    path: `${root}/servicedesk/{serviceDeskId}/customer`,
    scope,
    experimental: true,
    handle: (call) => {
      const { desk, accountIds } = customersToChange(call);
      if (desk.access === 'open') throw badRequest('The service desk has open access, its customers cannot be removed.');
      for (const accountId of accountIds) desk.customers.delete(accountId);
      return noContent();
    },
  },
];

function customersToChange(call: Call): { desk: Desk; accountIds: string[] } {
  const user = signedIn(call);
  const desk = visibleDesk(call);
  if (!isDeskAdministrator(desk, user)) throw lacks('Service desk administrator');
  const body = objectBody(call.body, ['accountIds', 'usernames']);
  return { desk, accountIds: textList(body, 'accountIds') };
}

/** A known address is a 400 unless the caller asks for the honest 409; neither tells the account id. */
function createCustomer(call: Call) {
  if (!isJiraAdministrator(signedIn(call))) throw lacks('Administer Jira');
  const body = objectBody(call.body, ['email', 'displayName', 'fullName']);
  const email = requiredText(body, 'email').trim();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw badRequest('The email address is not valid.', 'sd.user.create.error.email.invalid');
  const known = [...call.site.users.values()].some((user) => user.email.toLowerCase() === email.toLowerCase());
  if (known) {
    const strict = call.query.get('strictConflictStatusCode') === 'true';
    throw new Refusal(strict ? 409 : 400, 'An account already exists for this email', {
      i18nKey: 'sd.user.create.error.email.exists',
    });
  }
  const displayName = textMember(body, 'displayName') ?? textMember(body, 'fullName') ?? email;
  return created(userDto(call, addCustomer(call.site, { email, displayName })));
}

/** On an open desk every customer account of the site counts as its customer; else those listed and members of its organizations. */
function customersOf(site: Site, desk: Desk): User[] {
  const members = [...desk.organizationIds].flatMap((id) => [...(site.organizations.get(id)?.members ?? [])]);
  const listed = new Set([...desk.customers, ...members]);
  return [...site.users.values()].filter(
    (user) => user.active && (listed.has(user.accountId) || (desk.access === 'open' && user.accountType === 'customer')),
  );
}

function matches(user: User, query: string): boolean {
  return user.displayName.toLowerCase().includes(query) || (!user.emailHidden && user.email.toLowerCase().includes(query));
}
