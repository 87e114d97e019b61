/** Words about what a provider says of a second factor. */
export const assuranceWords = {
  title: 'Second factor at the company',
  intro:
    'Many companies ask their people for a second factor themselves. Their word counts only as far as you say here; otherwise who comes from this provider has proven one factor.',
  counts: 'What the provider says of a second factor counts',
  countsHint: 'Turn it on when you know that the company asks its people for one. Whom it counts for is up to the sign-in rules.',
  offered: 'The vendor is known to send these values. They are filled in, and count once you save.',
  lines: 'One per line: the value, a space, and any, strong or phishing-resistant.',
  wrongLine: (line: string) => `“${line}”: write the value, a space, and any, strong or phishing-resistant.`,
  contexts: { oidc: 'Values of acr that count', saml: 'Authentication contexts that count (AuthnContextClassRef)' },
  methods: { oidc: 'Values of amr that count', saml: 'Values of that attribute that count' },
  attribute: 'Attribute that names how people signed in',
  attributeHint: 'For providers that tell of a second factor in an attribute, such as Microsoft’s. Usually empty.',
  maxAge: 'It counts for so many minutes',
  maxAgeHint: 'From the sign-in at the provider on. A provider that does not say when that was has proven nothing.',
  ask: 'What to ask for when a rule has the company check again',
  askHint:
    'One per line, the dearest first: the value, a space, and what the provider makes of it. Empty: it is not asked, and people show a second factor here.',
} as const;
