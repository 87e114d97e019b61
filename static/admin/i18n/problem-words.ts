import type { Problem } from '#contract/settings/problems';

/** What to do about a field whose value does not fit, by the end of its path. Rules that span fields bring their own words. */
const byField: readonly (readonly [RegExp, string])[] = [
  [/^\/party\/name$/, 'Enter a name of at most 80 characters.'],
  [/^\/party\/id$/, 'Use 1 to 40 lower-case letters, digits and hyphens, with a letter or digit at both ends.'],
  [/^\/party\/entityId$/, 'Enter the entity ID exactly as the application writes it, without spaces.'],
  [/^\/party\/acs(\/\d+)?$/, 'Enter whole addresses such as https://wiki.example/saml/acs, one per line, each once, at most 20.'],
  [/^\/party\/logout/, 'Enter a whole address such as https://wiki.example/saml/slo, without "#".'],
  [/^\/party\/certificates(\/\d+)?$/, 'Paste certificates in PEM form, each once, at most ten.'],
  [/^\/party\/attributes\/\d+\/name$/, 'Enter the name of the attribute, without spaces.'],
  [/\/connection\/name$/, 'Enter a name of at most 80 characters.'],
  [/\/connection\/id$/, 'Use 1 to 40 lower-case letters, digits and hyphens, with a letter or digit at both ends.'],
  [/\/issuer$/, 'Enter a whole address such as https://id.borealis.example, without "?" and "#".'],
  [/\/clientId$/, 'Enter the client ID as the provider shows it, without spaces.'],
  [/\/newClientSecret$/, 'Enter the client secret.'],
  [/\/domains(\/list)?$/, 'Enter at least one domain.'],
  [/\/domains\/list\/\d+$/, 'This is not an e-mail domain. Write it in lower case, such as borealis.example.'],
  [/\/scopes(\/\d+)?$/, 'Separate scopes by single spaces; openid has to be one of them, and each may stand there once.'],
  [/\/mapping\/more\/\d+\/name$/, 'Enter a name of letters, digits, hyphens and underscores that begins with a letter.'],
  [/\/mapping\/patterns\/\d+\/pattern$/, 'Enter a regular expression of at most 500 characters.'],
  [/\/mapping(\/\w+)+$/, 'Enter where it stands at the provider, without spaces.'],
  [/\/entityId$/, 'Enter the entity ID exactly as the provider writes it, without spaces.'],
  [/\/certificates(\/\d+)?$/, 'Paste the certificate in PEM form, or import the metadata above.'],
  [/\/signedBy$/, 'Paste the certificate in PEM form.'],
  [/\/(\w+Url|signOn|logout|metadata|endpoints)(\/\w+)?$/, 'Enter a whole address such as https://id.borealis.example/sso, without "#".'],
  [/\/clockSkewSeconds$/, 'Enter a number of seconds from 0 to 300.'],
  [/\/requestedContexts(\/\d+)?$/, 'Separate the contexts by single spaces, at most ten.'],
  [/\/subject(\/attribute)?$/, 'Enter where the name stands that a person keeps for good.'],
  [/\/emailVerified$/, 'Enter where the provider says that it checked the address, or nothing.'],
  [/\/acrValues(\/\d+)?$/, 'Separate the contexts by single spaces, at most ten.'],
  [/\/maxAgeSeconds$/, 'Enter a number of seconds, at most 86400 (a day), or nothing.'],
  [/\/siteUrl$/, 'Enter the address of the site, such as https://acme.atlassian.net'],
  [/\/email$/, 'Enter the whole e-mail address of the account.'],
  [/\/newToken$/, 'Enter the API token, without spaces.'],
  [/\/expiresOn$/, 'Enter a date.'],
  [/\/portal\/name$/, 'Enter a name of at most 80 characters.'],
  [/\/accentColor$/, 'Enter a colour such as #0c66e4, in lower case.'],
  [/\/contact$/, 'Use at most 200 characters.'],
  [/^\/policy\/rules\/.*\/name$/, 'Enter a name of at most 80 characters.'],
  [/^\/policy\/rules\/.*\/emailDomains(\/\d+)?$/, 'Enter domains such as borealis.example, one per line, at least one.'],
  [/^\/policy\/rules\/.*\/anyGroup(\/\d+)?$/, 'Enter at least one group, one per line.'],
  [/^\/policy\/rules\/.*\/(\w*ountries|connections|applications|\w*etworks|methods)$/, 'Choose at least one.'],
  [/^\/policy\/rules\/.*\/recentFailures$/, 'Enter a whole number from 1 to 50.'],
  [/^\/policy\/rules\/.*\/times\/days$/, 'Choose at least one day.'],
  [/^\/policy\/rules\/.*\/times\/(from|to)$/, 'Enter a time of day.'],
  [/^\/policy\/rules\/.*\/times\/zone$/, 'Enter a time zone by region and city, such as Europe/Oslo.'],
  [/^\/secondFactor\/methods\/push\/seconds$/, 'Enter a whole number from 60 to 300.'],
  [/^\/secondFactor\/methods\/[\w-]+\/minutes$/, 'Enter a whole number from 2 to 10.'],
  [/^\/secondFactor\/methods\/[\w-]+\/digits$/, 'Enter a whole number from 6 to 8.'],
  [/^\/secondFactor\/methods\/[\w-]+\/perDay$/, 'Enter a whole number from 1 to 100000.'],
  [/^\/secondFactor\/methods\/[\w-]+\/endsOn$/, 'Enter a date.'],
  [/^\/secondFactor\/methods\/[\w-]+\/countries$/, 'Choose at most 60 countries.'],
  [/^\/secondFactor\/methods\/webauthn\/onlyModels(\/\d+)?$/, 'Enter AAGUIDs, one per line, at least one.'],
  [/^\/secondFactor\/rememberDays$/, 'Enter a whole number from 0 to 90.'],
  [/^\/secondFactor\/graceDays$/, 'Enter a whole number from 0 to 60.'],
  [/^\/secondFactor\/networks\/\d+\/name$/, 'Enter a name of at most 80 characters.'],
  [/^\/secondFactor\/networks\/\d+\/id$/, 'Use 1 to 40 lower-case letters, digits and hyphens, with a letter or digit in front.'],
  [/^\/secondFactor\/networks\/\d+\/ranges$/, 'Enter at least one address or range, each once.'],
  [/^\/secondFactor\/networks\/\d+\/ranges\/\d+$/, 'This is no address and no range.'],
  [/\/preset$/, 'Choose one of these.'],
];

/** Schema errors are written for developers; the words for people replace them. */
const isSchemaError = (message: string): boolean => /^must (?!hold)/.test(message);

export function problemWords({ path, message }: Problem): string {
  if (!isSchemaError(message)) return sentence(message);
  return byField.find(([pattern]) => pattern.test(path))?.[1] ?? sentence(message);
}

export function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
