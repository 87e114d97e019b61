/** Words for what ends and for what is proven. */
export const upkeepTexts = {
  secretEnds: 'The secret ends on (optional)',
  secretEndsHint:
    'As the provider shows it. Administrators are warned 60, 30, 7 and 1 days before, and nobody can sign in with a secret that has ended.',
  proof: 'How it is known that these domains are the company’s',
  proofStatement: 'I know that they are',
  proofStatementHint: 'Your word is enough.',
  proofDns: 'The company proves it in the domain name system',
  proofDnsHint:
    'Each domain needs a TXT record, which stands here after saving. No new person of a domain gets in until its record is found: it is looked for every hour until then, and every week afterwards. People who are known already go on.',
  records: 'TXT records of the domains',
  recordOf: (domain: string) => `Add this TXT record to ${domain} itself (host @)`,
  proven: (when: string) => `Found ${when}. It is looked for again every week.`,
  missing: (when: string) =>
    `Not there since ${when}. Nobody is kept out for that; ask the company to put it back. It is looked for every hour until it is there.`,
  unproven: 'Not found yet: no new person of this domain gets in. It is looked for every hour until it is there.',
  lookedFor: (when: string) => `Last looked for ${when}.`,
  /** What is said on saving domains that are to be proven. */
  untilFound: (domains: string) =>
    `No new person of ${domains} gets in until the TXT record is found. Edit the provider to see the record, and give it to the company.`,
} as const;

const days = (left: number): string => (left === 0 ? 'today' : left === 1 ? '1 day left' : `${left} days left`);

/** Words of the list for how a connection stands. */
export const standingTexts = {
  waits: {
    'sign-on': 'Waits for you: new sign-in address',
    logout: 'Waits for you: new sign-out address',
    'certificate-returned': 'Waits for you: a retired certificate is published again',
  },
  entityId: 'Published under another entity ID',
  notPublished: 'Certificate no longer published',
  unusable: 'New certificate too weak to be trusted',
  unreadable: (since: string) => `Metadata cannot be read since ${since}`,
  notFound: (domain: string) => `Record not found yet: ${domain}`,
  gone: (domain: string) => `Record no longer there: ${domain}`,
  noneNew: (domains: string) => `No new person of ${domains} gets in until the TXT record is found.`,
  ends: {
    'provider-certificate': 'Certificate',
    'retiring-certificate': 'Certificate no longer published',
    metadata: 'Metadata',
    'client-secret': 'Client secret',
  },
  left: (what: string, left: number) => `${what}: ${days(left)}`,
  ended: (what: string, when: string) => `${what}: ended on ${when}`,
} as const;
