import { signedIn } from '../lookup.ts';
import type { User } from '../model.ts';
import { type Operation, ok } from '../operations.ts';
import { lacks, Refusal } from '../refusal.ts';
import { hasGlobalRight } from '../rights.ts';
import { platformPage, wholeNumber } from '../shapes/pages.ts';
import { platformUser } from '../shapes/users.ts';

const scope = 'read:jira-user';

export const userOperations: Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/myself',
    scope,
    handle: (call) => ok({ ...platformUser(call, signedIn(call)), locale: 'en_US' }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/user',
    scope,
    handle: (call) => {
      if (!hasGlobalRight(signedIn(call), 'USER_PICKER')) throw lacks('Browse users and groups');
      const accountId = call.query.get('accountId');
      if (accountId === null) throw new Refusal(400, "The 'accountId' query parameter needs to be provided");
      const user = call.site.users.get(accountId);
      if (!user) throw new Refusal(404, 'Specified user does not exist or you do not have required permissions');
      return ok(platformUser(call, user));
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/bulk',
    scope,
    handle: (call) => {
      signedIn(call);
      const wanted = call.query.getAll('accountId');
      if (wanted.length === 0) throw new Refusal(400, 'The account ID is missing.');
      const found = wanted.flatMap((accountId) => call.site.users.get(accountId) ?? []);
      return ok(platformPage(call, found, { usual: 10, cap: 200 }, (user) => platformUser(call, user)));
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/search',
    scope,
    anonymous: true,
    handle: (call) => {
      const query = call.query.get('query');
      const accountId = call.query.get('accountId');
      if (query === null && accountId === null) throw new Refusal(400, "One of the 'query', 'accountId' or 'property' must be provided.");
      if (query !== null && accountId !== null) throw new Refusal(400, "'query' and 'accountId' cannot be used together.");
      // Without Browse users and groups the answer is empty, not a refusal [OpenAPI].
      const allowed = call.caller.kind === 'user' && hasGlobalRight(call.caller.user, 'USER_PICKER');
      const users = allowed ? [...call.site.users.values()] : [];
      const found = users.filter(
        (user) => user.active && (accountId === null ? startsWith(user, query ?? '') : user.accountId === accountId),
      );
      const startAt = wholeNumber(call.query.get('startAt'), 0);
      const maxResults = Math.min(wholeNumber(call.query.get('maxResults'), 50), 1000);
      return ok(found.slice(startAt, startAt + maxResults).map((user) => platformUser(call, user)));
    },
  },
];

/** Beginnings of the display name's words and of the e-mail address, hidden addresses excepted. */
function startsWith(user: User, query: string): boolean {
  const wanted = query.toLowerCase();
  const names = [user.displayName, ...user.displayName.split(/\s+/)].map((name) => name.toLowerCase());
  return names.some((name) => name.startsWith(wanted)) || (!user.emailHidden && user.email.toLowerCase().startsWith(wanted));
}
