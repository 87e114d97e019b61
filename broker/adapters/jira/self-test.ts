/**
 * Tries what a credential may do, in the order in which things build on each other, and says for each what was found or
 * what stops working without it. Reads only: nothing in Jira changes.
 */
import type { JiraCheck, JiraTestResult } from '#contract/rpc/status';
import { AppError } from '../../domain/app-error.ts';
import type { Desk, JiraUser } from '../../domain/jira.ts';
import type { Jira } from '../../domain/ports/jira.ts';
import { object } from './answers.ts';
import { userOf } from './people.ts';
import type { Caller } from './transport.ts';
import type { Permissions, UserPermission } from './types.generated.ts';

type Name = JiraCheck['name'];

const passed = (name: Name, text: string): JiraCheck => ({ name, ok: true, text });
const failed = (name: Name, text: string): JiraCheck => ({ name, ok: false, text });

/** What to say of an address that nothing can be tried at. */
export function addressFailure(): JiraTestResult {
  const text = 'This is not the address of a site. It looks like https://your-site.atlassian.net';
  return { ok: false, account: null, checks: [failed('reach', text)] };
}

export async function testCredential(call: Caller, jira: Jira): Promise<JiraTestResult> {
  const entry = await enter(call);
  if (entry.account === null) return { ok: false, account: null, checks: entry.checks };
  const { account } = entry;
  const global = await globalRights(call);
  const desks = await deskCheck(jira, account);
  const checks = [
    ...entry.checks,
    ...global,
    desks.check,
    await searchCheck(jira, desks.desks),
    await permissionCheck(jira, account, desks.desks),
  ];
  return {
    ok: checks.every((check) => check.ok),
    account: { accountId: account.accountId, displayName: account.displayName },
    checks,
  };
}

async function enter(call: Caller): Promise<{ readonly account: JiraUser | null; readonly checks: JiraCheck[] }> {
  try {
    const account = userOf(await call('getMyself'), 'getMyself');
    const checks = [passed('reach', 'Jira answers at this address.'), passed('sign-in', `Signed in to Jira as ${account.displayName}.`)];
    return { account, checks };
  } catch (error) {
    return { account: null, checks: entryFailure(codeOf(error)) };
  }
}

function entryFailure(code: AppError['code']): JiraCheck[] {
  switch (code) {
    case 'jira_credential_rejected':
      return [
        passed('reach', 'Jira answers at this address.'),
        failed(
          'sign-in',
          'Jira does not accept this e-mail address and API token together. Check both; the token may have ended or been revoked.',
        ),
      ];
    case 'jira_permission_missing':
      return [
        passed('reach', 'Jira answers at this address.'),
        failed(
          'sign-in',
          'The account exists but has no access to Jira on this site. Give it access to Jira Service Management as an agent.',
        ),
      ];
    case 'jira_busy':
      return [failed('reach', 'Jira asks to wait because of too many calls. Try again in a minute.')];
    case 'jira_unavailable':
      return [failed('reach', 'Nothing answers at this address, or Jira is down. Check the address of the site.')];
    case 'outbound_refused':
      return [failed('reach', 'The broker is not allowed to connect to this address. Use the https address of your Atlassian site.')];
    default:
      return [failed('reach', 'Something answers at this address, but it is not Jira. Check the address: https://your-site.atlassian.net')];
  }
}

async function globalRights(call: Caller): Promise<JiraCheck[]> {
  try {
    const query = { permissions: 'ADMINISTER,USER_PICKER' };
    const held = object<Permissions>(await call('getMyPermissions', { query }), 'getMyPermissions').permissions;
    const byKey = object<Record<'ADMINISTER' | 'USER_PICKER', UserPermission>>(held, 'getMyPermissions/permissions');
    const has = (value: unknown) => object<UserPermission>(value ?? {}, 'getMyPermissions/permission').havePermission === true;
    return [
      has(byKey.ADMINISTER)
        ? passed('administer', 'The account administers Jira.')
        : failed(
            'administer',
            'The account lacks "Administer Jira". Without it no customer account can be made and nobody can be checked for what they may see, so nobody gets in.',
          ),
      has(byKey.USER_PICKER)
        ? passed('browse-users', 'The account may look up users.')
        : failed(
            'browse-users',
            'The account lacks "Browse users and groups". Without it existing customers are not found, so people cannot be linked to their accounts.',
          ),
    ];
  } catch (error) {
    const text = `Its rights could not be read (${codeOf(error)}). Try again in a minute.`;
    return [failed('administer', text), failed('browse-users', text)];
  }
}

async function deskCheck(jira: Jira, account: JiraUser): Promise<{ readonly check: JiraCheck; readonly desks: readonly Desk[] }> {
  try {
    const desks = await jira.desks();
    if (desks.length === 0) {
      const text = 'The account sees no service project. Add it as an agent to each one that the help centre shall show.';
      return { check: failed('service-desks', text), desks };
    }
    // Asking for somebody's organizations is what only agents may do.
    await jira.organizationsOf(account.accountId);
    const count = desks.length === 1 ? 'one service project' : `${desks.length} service projects`;
    return { check: passed('service-desks', `The account is an agent and sees ${count}. Others are not shown in the help centre.`), desks };
  } catch (error) {
    const code = codeOf(error);
    const text =
      code === 'jira_permission_missing'
        ? 'The account is not an agent of Jira Service Management. Without that licence the organizations of customers cannot be read and no requests can be raised for them.'
        : `The service projects could not be read (${code}). Try again in a minute.`;
    return { check: failed('service-desks', text), desks: [] };
  }
}

async function searchCheck(jira: Jira, desks: readonly Desk[]): Promise<JiraCheck> {
  const first = desks[0];
  if (!first) return failed('search', 'Could not be tried without a service project.');
  try {
    await jira.search({ jql: `project = ${first.projectId} ORDER BY created DESC`, nextPageToken: null, maxResults: 1, reconcile: [] });
    const fields = await jira.customFieldIds();
    return fields.has('com.atlassian.servicedesk:vp-origin')
      ? passed('search', 'Requests can be searched.')
      : failed(
          'search',
          'The field "Request Type" is not visible to the account. Without it "My requests" stays empty. Give it Browse projects in each service project.',
        );
  } catch (error) {
    const code = codeOf(error);
    return failed(
      'search',
      code === 'jira_permission_missing' || code === 'jira_request_invalid'
        ? 'The account may not browse the service projects. Without that "My requests" stays empty.'
        : `The search could not be tried (${code}). Try again in a minute.`,
    );
  }
}

async function permissionCheck(jira: Jira, account: JiraUser, desks: readonly Desk[]): Promise<JiraCheck> {
  try {
    await jira.isAdministrator(account.accountId);
    for (const desk of desks.slice(0, 5)) {
      const types = await jira.requestTypes(desk.id);
      const asked = types.slice(0, 1).map((type) => type.id);
      if (asked.length === 0) continue;
      await jira.creatableRequestTypes(desk.id, account.accountId, asked);
      return passed('permission-check', 'Jira tells what each customer may do.');
    }
    return failed('permission-check', 'Could not be tried without a service project that has request types.');
  } catch (error) {
    const code = codeOf(error);
    return failed(
      'permission-check',
      code === 'jira_permission_missing'
        ? 'The account may not ask what others may do; that takes "Administer Jira". Without it nobody is shown anything.'
        : code === 'jira_experimental_off'
          ? 'Jira does not offer its permission check of request types here. Without it nobody is shown anything.'
          : `The check could not be tried (${code}). Try again in a minute.`,
    );
  }
}

/** The code of a failure that the checks speak about; anything else is a fault and goes on. */
function codeOf(error: unknown): AppError['code'] {
  if (error instanceof AppError) return error.code;
  throw error;
}
