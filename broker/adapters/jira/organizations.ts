import type { Organization } from '../../domain/jira.ts';
import type { Jira } from '../../domain/ports/jira.ts';
import { checkedAccountId } from './addresses.ts';
import { id, object, text } from './answers.ts';
import { allPages } from './pages.ts';
import type { Caller } from './transport.ts';
import type { OrganizationDTO } from './types.generated.ts';

export function organizationCalls(call: Caller): Pick<Jira, 'organizationsOf' | 'organizationsOfDesk'> {
  return {
    async organizationsOf(accountId) {
      const query = { accountId: checkedAccountId(accountId) };
      return (await allPages(call, 'listOrganizations', { query })).map(organizationOf);
    },
    async organizationsOfDesk(deskId) {
      return (await allPages(call, 'listDeskOrganizations', { at: { serviceDeskId: deskId } })).map(organizationOf);
    },
  };
}

function organizationOf(value: unknown): Organization {
  const organization = object<OrganizationDTO>(value, 'organization');
  return { id: id(organization.id, 'organization/id'), name: text(organization.name, 'organization/name') };
}
