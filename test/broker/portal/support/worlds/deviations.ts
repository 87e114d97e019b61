/**
 * Where the guard differs from the native portal on purpose: always by showing less, each for the reason given. The
 * differential test expects exactly these and counts them.
 */
export const deviations = {
  'portal-with-nothing-to-raise':
    'A portal in which a person may raise nothing and which no organization of theirs belongs to is an empty page; requests in it open.',
  'type-without-group': 'A request type that stands in no group of its portal is not offered by link either (R3).',
  'staff-not-involved': 'Staff see the requests that they have a part in, as customers do; the others belong into Jira (R4 c).',
  'desk-without-service-account':
    'Requests of a desk in which the service account is no agent are hidden, and none can be raised there; the connection test tells it.',
  'level-closed-to-service-account':
    'A security level that does not admit the service account hides its requests from everybody; the connection test tells it.',
  'browse-not-told':
    'Where Jira does not say that a customer browses an issue, a security level hides it, and so does a portal that only the issue could open (R4 d).',
  'comment-without-flag': 'A comment that one of the two views does not call public is hidden (R6).',
  'mention-masked': 'A mention carries an account id and is shown as @… (R8).',
  'byline-apart': 'The first line of a comment sent through the portal, which names its author, is shown beside the author.',
  'address-masked': 'Who has an address as a name is shown with what stands before the @ (R8).',
} as const;

export type Deviation = keyof typeof deviations;
export type Deviate = (name: Deviation) => void;
