import { asUser, route } from '@forge/api';
import { fault } from '../fault';

/** The administrator behind a call. */
export interface Caller {
  readonly accountId: string;
  /** Address of the Jira site, as the platform gives it. */
  readonly siteUrl: string | null;
  /** When the call came in, epoch milliseconds. */
  readonly now: number;
}

/**
 * Who calls, if they may. The account id is the one that the resolver takes from the platform's own principal, never
 * from what the page sent. The broker checks the same permission again by itself, so neither half trusts the other.
 * Throws `not_administrator` or `administrator_check_failed`.
 */
export async function getCaller(context: Readonly<Record<string, unknown>>): Promise<Caller> {
  const { accountId, siteUrl } = context;
  if (typeof accountId !== 'string' || accountId === '') throw fault('not_administrator');
  if (!(await mayAdminister())) throw fault('not_administrator');
  return { accountId, siteUrl: typeof siteUrl === 'string' ? siteUrl : null, now: Date.now() };
}

/** Jira's own answer for the person who calls (permission ADMINISTER, "Administer Jira"). */
async function mayAdminister(): Promise<boolean> {
  try {
    const response = await asUser().requestJira(route`/rest/api/3/mypermissions?permissions=ADMINISTER`);
    if (response.status === 401 || response.status === 403) return false;
    if (!response.ok) throw new Error(`status ${response.status}`);
    const answer: unknown = await response.json();
    return havePermission(answer);
  } catch (error) {
    console.error('permission check failed', { error: error instanceof Error ? error.name : 'unknown' });
    throw fault('administrator_check_failed');
  }
}

function havePermission(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('permissions' in answer)) return false;
  const { permissions } = answer;
  if (typeof permissions !== 'object' || permissions === null || !('ADMINISTER' in permissions)) return false;
  const { ADMINISTER: administer } = permissions;
  return typeof administer === 'object' && administer !== null && 'havePermission' in administer && administer.havePermission === true;
}

/** A person's name for the page ("saved by"), or null where Jira does not tell: a name is never worth a failed page. */
export async function findDisplayName(accountId: string): Promise<string | null> {
  try {
    const response = await asUser().requestJira(route`/rest/api/3/user?accountId=${accountId}`);
    const answer: unknown = response.ok ? await response.json() : null;
    if (typeof answer !== 'object' || answer === null || !('displayName' in answer)) return null;
    return typeof answer.displayName === 'string' ? answer.displayName : null;
  } catch {
    return null;
  }
}
