/** Words of traces of sign-ins, for administrators and operators. `{name}` marks a value that is filled in. */
export const traceTexts = {
  steps: {
    request: 'The application asked',
    choice: 'The identity provider was chosen',
    departure: 'The browser left for the provider',
    provider: 'The provider answered',
    policy: 'The sign-in rules decided',
    'second-factor': 'The second factor was given',
    admission: 'The Jira account was found',
    session: 'The browser was signed in already',
    issue: 'The application got its answer',
  },
  /** Where a step was refused, the same in another form. */
  refusedSteps: {
    request: 'The application’s request was refused',
    choice: 'No identity provider could be chosen',
    departure: 'The browser could not leave for the provider',
    provider: 'The provider’s answer was refused',
    policy: 'The sign-in rules said no',
    'second-factor': 'The second factor was not given',
    admission: 'The person was not admitted',
    session: 'The session could not be used',
    issue: 'No answer could be given to the application',
  },
  /** Parts of reasons in words. What has none stands as the code has it. */
  because: {
    'request.verified': 'The request is good',
    'strength:none': 'no second factor was asked for',
    'strength:any': 'a second factor was asked for',
    'strength:strong': 'a strong second factor was asked for',
    'strength:phishing-resistant': 'a second factor that cannot be phished was asked for',
    'reached:none': 'Without a second factor',
    'reached:any': 'With a second factor',
    'reached:strong': 'With a strong second factor',
    'reached:phishing-resistant': 'With a second factor that cannot be phished',
    fresh: 'a fresh sign-in was asked for',
    passive: 'nobody may be asked anything',
    wish: 'The person chose it',
    hint: 'The link named it',
    remembered: 'This browser signed in there last',
    'primary.party': 'It is the first choice for this application',
    'primary.portal': 'It is the first choice for the portal',
    'only-one': 'It is the only one',
    'under-way': 'The same sign-in goes on',
    'address.claimed': 'The domain of the address that the person entered is its own',
    'address.unclaimed': 'It takes addresses whose domain nobody claims',
    'address.by-code': 'Nobody claims the domain, so a code is sent',
    'session.asked-afresh': 'A fresh sign-in was asked for, at the same provider',
    'session.living': 'The session lives',
    again: 'Once more',
    'oidc.redirect': 'To its sign-in page',
    'oauth2.redirect': 'To its sign-in page',
    'saml.redirect': 'With the request in the address',
    'saml.post': 'With the request in a form',
    'email-code.form': 'A page of ours asks for the address',
    'asks:code': 'A code was sent',
    'asks:email': 'The address was asked for',
    'oidc.proven': 'Its token was proven',
    'saml.proven': 'Its message was proven',
    'oauth2.proven': 'It told who the person is',
    'email-code.proven': 'The code was right',
    respond: 'Nothing more is needed',
    'challenge:totp': 'The code of the authenticator app is needed',
    'challenge:webauthn': 'A security key or passkey is needed',
    'challenge:push': 'An answer on the phone is needed',
    'challenge:oath-token': 'The code of a hardware token is needed',
    'challenge:yubico-otp': 'The code of a YubiKey is needed',
    'challenge:sms-code': 'A code by text message is needed',
    'challenge:email-code': 'A code by e-mail is needed',
    'challenge:temporary-pass': 'A temporary pass is needed',
    'challenge:recovery-code': 'A recovery code is needed',
    'enrol:totp': 'An authenticator app has to be set up',
    'enrol:webauthn': 'A security key or passkey has to be set up',
    'enrol:push': 'A phone has to be paired',
    'enrol:oath-token': 'A hardware token has to be registered',
    'enrol:yubico-otp': 'A YubiKey has to be registered',
    'enrol:sms-code': 'A mobile number has to be set up',
    'preset:nobody': 'the rule for everybody asks for no second factor',
    'preset:everybody': 'the rule for everybody asks for a second factor',
    'party.requested': 'the application asked for it',
    'person.required': 'an administrator requires it of this person',
    'person.exempt': 'an administrator exempted this person from the rules’ list',
    'set-up:totp': 'An authenticator app was set up',
    'set-up:webauthn': 'A security key or passkey was set up',
    'set-up:push': 'A phone was paired',
    'set-up:oath-token': 'A hardware token was registered',
    'set-up:yubico-otp': 'A YubiKey was registered',
    'set-up:sms-code': 'A mobile number was set up',
    'use:totp': 'Authenticator app',
    'use:webauthn': 'Security key or passkey',
    'use:push': 'Confirmation on the phone',
    'use:oath-token': 'Hardware token',
    'use:yubico-otp': 'Code of a YubiKey',
    'use:sms-code': 'Code by text message',
    'use:email-code': 'Code by e-mail',
    'use:temporary-pass': 'Temporary pass',
    'use:recovery-code': 'Recovery code',
    right: 'the answer was right',
    'binding.known': 'The person signed in here before',
    'binding.new': 'The person was linked to an account now',
    'account.active': 'the account is active',
    'account.unchecked:jira_unavailable': 'Jira could not be asked, so the account was not looked at',
    'email.verified': 'the provider verified the address',
    'email.authoritative': 'the provider’s word is enough for the address',
    'domain.listed': 'it may speak for its domain',
    'domain.not-listed': 'the domain of the address is not in the list of the identity provider',
    'domain.not-proven': 'the TXT record of the domain has not been found yet',
    account: 'the account in Jira does not fit',
    'domain.unclaimed': 'nobody claims its domain',
    'match.none': 'a new customer was made',
    'match.customer': 'there was a customer with this address',
    'match.atlassian-account': 'there was an Atlassian account with this address',
  },
  signedIn: 'Signed in',
  refused: 'Refused',
  took: 'took {time}',
  checks: 'Passed: {list}',
  claims: 'Received: {list}',
  understood: 'Understood: {list}',
  notTold: 'not told',
  fact: 'Found in the message, {name}: {value}',
  likely: 'Likely to be mended at: {setting}',
  unknown: 'Nothing is known about this code. Traces are kept for 30 days, and of refusals only some in each minute.',
} as const;

/** A reason in words, part by part; what has no words stands as it is. */
export function reasonInWords(because: string): string {
  return because
    .split(', ')
    .map((part) => wordsOf(part) ?? part)
    .join(', ');
}

function wordsOf(part: string): string | null {
  const words: Readonly<Record<string, string>> = traceTexts.because;
  return Object.hasOwn(words, part) ? (words[part] ?? null) : null;
}

/** What a step is called: by what it does, or by what it did not come to. */
export function stepInWords({ step, ok }: { readonly step: string; readonly ok: boolean }): string {
  const words: Readonly<Record<string, string>> = ok ? traceTexts.steps : traceTexts.refusedSteps;
  return Object.hasOwn(words, step) ? (words[step] ?? step) : step;
}

/** Names with how many values each had: `groups (14)`. One value needs no number, none is said. */
export function countsInWords(counts: readonly { readonly name: string; readonly count: number }[]): string {
  return counts.map(({ name, count }) => (count === 1 ? name : `${name} (${count === 0 ? traceTexts.notTold : count})`)).join(', ');
}

/** Milliseconds as people say them. */
export function durationInWords(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
