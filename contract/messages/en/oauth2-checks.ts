/** What the test of an OAuth 2.0 connection tells an admin, step by step. Values in braces are filled in. */
export const oauth2CheckWords = {
  addresses: {
    ok: 'All addresses of the provider can be used.',
    bad: 'This address cannot be used: {field}. Only public https addresses are allowed.',
  },
  client: {
    ok: 'The provider answers, and accepts the client ID and the client secret.',
    rejected: 'The provider does not accept the client ID or the client secret.',
    unclear: 'The provider answers at {url}, but not as expected ({because}). Check the address, and try a sign-in.',
    unreachable: 'Nothing usable answers at {url}. Check the address, and that the provider can be reached from the internet.',
    secret: 'The client secret of this connection is not there. Enter it again.',
  },
  emails: {
    list: 'Only addresses count that {url} calls verified.',
    path: 'Only addresses count that the provider calls verified, at "{path}".',
    authoritative: 'The provider is believed about every address of the listed domains.',
  },
} as const;
