import type { AccountId, User } from '../model.ts';
import type { Call } from '../operations.ts';

/** A person in JSM answers. A hidden e-mail address is absent. */
export function userDto(call: Call, user: User) {
  return {
    accountId: user.accountId,
    ...(user.emailHidden ? {} : { emailAddress: user.email }),
    displayName: user.displayName,
    active: user.active,
    timeZone: user.timeZone,
    _links: {
      jiraRest: `${call.base}/rest/api/2/user?accountId=${encodeURIComponent(user.accountId)}`,
      avatarUrls: avatars(call),
      self: `${call.base}/rest/api/2/user?accountId=${encodeURIComponent(user.accountId)}`,
    },
  };
}

/** A person in platform answers. */
export function platformUser(call: Call, user: User) {
  return {
    self: `${call.base}/rest/api/3/user?accountId=${encodeURIComponent(user.accountId)}`,
    accountId: user.accountId,
    accountType: user.accountType,
    ...(user.emailHidden ? {} : { emailAddress: user.email }),
    avatarUrls: avatars(call),
    displayName: user.displayName,
    active: user.active,
    timeZone: user.timeZone,
  };
}

/** Somebody mentioned by id; people deleted since are shown as Jira shows them. */
export function userOrGhost(call: Call, accountId: AccountId): User {
  return (
    call.site.users.get(accountId) ?? {
      accountId,
      accountType: 'atlassian',
      email: '',
      emailHidden: true,
      displayName: 'Former user',
      active: false,
      timeZone: 'Etc/GMT',
      globalRights: new Set(),
    }
  );
}

function avatars(call: Call): Record<'16x16' | '24x24' | '32x32' | '48x48', string> {
  const at = (size: number) => `${call.siteUrl}/avatar.svg?size=${size}`;
  return { '16x16': at(16), '24x24': at(24), '32x32': at(32), '48x48': at(48) };
}
