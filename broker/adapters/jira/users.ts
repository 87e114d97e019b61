import type { JiraUser } from '../../domain/jira.ts';
import type { Jira } from '../../domain/ports/jira.ts';
import { checkedAccountId } from './addresses.ts';
import { id, list, object } from './answers.ts';
import { endedWith } from './failures.ts';
import { orNull } from './not-found.ts';
import { allPages } from './pages.ts';
import { customerOf, userOf } from './people.ts';
import type { Caller } from './transport.ts';
import type { CustomerCreateDTO, ServiceDeskDTO } from './types.generated.ts';

type UserCalls = Pick<Jira, 'findUser' | 'findUsersByEmail' | 'findDeskCustomersByEmail' | 'createCustomer'>;

const pageSize = 100;
/** The search looks at the first thousand users and no further (OpenAPI). */
const searchedUsers = 1000;
/** Desks whose customer lists are looked through for one address. */
const searchedDesks = 20;

export function userCalls(call: Caller): UserCalls {
  const findUser = (accountId: string) =>
    orNull(() => call('getUser', { query: { accountId: checkedAccountId(accountId) } }).then((value) => userOf(value, 'user')));

  /** The JSM API does not tell the type of account; of whom it is not plain to see, the platform is asked. */
  const withType = async (customer: JiraUser) => (customer.accountType === 'unknown' ? await findUser(customer.accountId) : customer);

  return {
    findUser,

    async findUsersByEmail(email) {
      const found: JiraUser[] = [];
      for (let startAt = 0; startAt < searchedUsers; startAt += pageSize) {
        const page = list(await call('searchUsers', { query: { query: email, startAt, maxResults: pageSize } }), 'searchUsers');
        found.push(...page.map((value) => userOf(value, 'searchUsers')).filter((user) => isAt(user, email)));
        if (page.length === 0) break;
      }
      return found;
    },

    async findDeskCustomersByEmail(email) {
      const found = new Map<string, JiraUser>();
      const desks = (await allPages(call, 'listDesks')).slice(0, searchedDesks);
      for (const desk of desks) {
        const serviceDeskId = id(object<ServiceDeskDTO>(desk, 'desk').id, 'desk/id');
        const customers = await allPages(call, 'listDeskCustomers', { at: { serviceDeskId }, query: { query: email } });
        for (const customer of customers.map((value) => customerOf(value, 'listDeskCustomers'))) {
          if (!isAt(customer, email) || found.has(customer.accountId)) continue;
          const user = await withType(customer);
          if (user !== null) found.set(user.accountId, { ...user, email: customer.email });
        }
      }
      return [...found.values()];
    },

    async createCustomer({ email, displayName }) {
      const body: CustomerCreateDTO = { email, displayName };
      try {
        const customer = customerOf(await call('createCustomer', { query: { strictConflictStatusCode: true }, body }), 'createCustomer');
        return (await withType(customer)) ?? customer;
      } catch (error) {
        if (endedWith(error, 409)) return null;
        throw error;
      }
    },
  };
}

function isAt(user: JiraUser, email: string): boolean {
  return user.email?.toLowerCase() === email.toLowerCase();
}
