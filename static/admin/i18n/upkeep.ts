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
    'Each domain needs a TXT record, which this page shows after saving. New people of a domain are let in once its record was found, and not before; it is looked for every week. People who are known already go on.',
  records: 'TXT records of the domains',
  recordOf: (domain: string) => `TXT record of ${domain}`,
  proven: (when: string) => `Found ${when}.`,
  missing: (when: string) => `Not there since ${when}. Nobody is kept out for that; ask the company to put it back.`,
  unproven: 'Not found yet: new people of this domain are not let in. It is looked for every hour.',
} as const;
