import type { Jira } from '../../domain/ports/jira.ts';
import { commentCalls } from './comments.ts';
import { deskCalls } from './desks.ts';
import { issueCalls } from './issues.ts';
import { organizationCalls } from './organizations.ts';
import { permissionCalls } from './permissions.ts';
import { requestCalls } from './requests.ts';
import type { Caller } from './transport.ts';
import { userCalls } from './users.ts';

/** Jira as one credential sees it. */
export function createJira(call: Caller, fieldIds: () => Promise<ReadonlyMap<string, string>>): Jira {
  return {
    ...deskCalls(call),
    ...organizationCalls(call),
    ...requestCalls(call),
    ...commentCalls(call),
    ...issueCalls(call, fieldIds),
    ...permissionCalls(call),
    ...userCalls(call),
  };
}
