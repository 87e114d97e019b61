import type { AccountId } from '../../domain/brands.ts';
import type { Jira } from '../../domain/ports/jira.ts';
import { checkedAccountId, numberOfId } from './addresses.ts';
import { id, list, object, text, textOrNull } from './answers.ts';
import { allPages } from './pages.ts';
import type { Caller } from './transport.ts';
import type {
  BulkPermissionGrants,
  BulkPermissionsRequestBean,
  BulkProjectPermissionGrants,
  ServiceDeskDTO,
  SimpleListWrapperApplicationRole,
  User,
} from './types.generated.ts';

/** Rights in a service project that no customer has. Portal access of customers may count as Browse projects, so that is not one. */
const staffRights = ['SERVICEDESK_AGENT', 'ADMINISTER_PROJECTS', 'EDIT_ISSUES'];

/** At most this many projects in one check (OpenAPI). */
const projectsAtOnce = 1000;

interface Grants {
  readonly global: readonly string[];
  readonly projects: readonly { readonly permission: string; readonly projects: readonly string[]; readonly issues: readonly string[] }[];
}

/** What an account, not the caller, may do. Needs Administer Jira. */
export function permissionCalls(call: Caller): Pick<Jira, 'mayBrowse' | 'isAdministrator' | 'isStaff'> {
  async function check(body: BulkPermissionsRequestBean & { readonly accountId: AccountId }): Promise<Grants> {
    const answer = object<BulkPermissionGrants>(
      await call('checkPermissions', { body: { ...body, accountId: checkedAccountId(body.accountId) } }),
      'checkPermissions',
    );
    const ids = (value: unknown) => list(value, 'checkPermissions/ids').map((entry) => id(entry, 'checkPermissions/ids'));
    return {
      global: list(answer.globalPermissions, 'checkPermissions/globalPermissions').map((entry) => text(entry, 'checkPermissions/global')),
      projects: list(answer.projectPermissions, 'checkPermissions/projectPermissions').map((entry) => {
        const grant = object<BulkProjectPermissionGrants>(entry, 'checkPermissions/grant');
        return { permission: text(grant.permission, 'checkPermissions/grant'), projects: ids(grant.projects), issues: ids(grant.issues) };
      }),
    };
  }

  return {
    async mayBrowse(accountId, issueId) {
      const projectPermissions = [{ permissions: ['BROWSE_PROJECTS'], issues: [numberOfId(issueId)] }];
      const { projects } = await check({ accountId, projectPermissions });
      return projects.some((grant) => grant.permission === 'BROWSE_PROJECTS' && grant.issues.includes(issueId));
    },

    async isAdministrator(accountId) {
      return (await check({ accountId, globalPermissions: ['ADMINISTER'] })).global.includes('ADMINISTER');
    },

    async isStaff(accountId) {
      if (await hasLicence(call, accountId)) return true;
      const desks = await allPages(call, 'listDesks');
      const projects = desks.map((value) => numberOfId(id(object<ServiceDeskDTO>(value, 'desk').projectId, 'desk/projectId')));
      for (let from = 0; from === 0 || from < projects.length; from += projectsAtOnce) {
        const part = projects.slice(from, from + projectsAtOnce);
        const projectPermissions = part.length === 0 ? [] : [{ permissions: staffRights, projects: part }];
        const grants = await check({ accountId, globalPermissions: ['ADMINISTER'], projectPermissions });
        if (grants.global.length > 0 || grants.projects.some((grant) => grant.projects.length > 0)) return true;
      }
      return false;
    },
  };
}

/** A product licence shows as an application role. Where Jira does not tell them, the permissions have to decide. */
async function hasLicence(call: Caller, accountId: AccountId): Promise<boolean> {
  const user = object<User>(
    await call('getUser', { query: { accountId: checkedAccountId(accountId), expand: 'applicationRoles' } }),
    'user',
  );
  if (textOrNull(user.accountType, 'user/accountType') === 'customer') return false;
  if (user.applicationRoles === undefined || user.applicationRoles === null) return false;
  const roles = object<SimpleListWrapperApplicationRole>(user.applicationRoles, 'user/applicationRoles');
  return list(roles.items, 'user/applicationRoles/items').length > 0;
}
