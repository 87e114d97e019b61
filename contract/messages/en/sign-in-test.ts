import type { SignInCheckName } from '#contract/rpc/sign-in-test';

/** Words of tests by a sign-in: of their pages, and of what came of them. `{name}` marks a value that is filled in. */
export const signInTestTexts = {
  /** What a check that was passed says. */
  passed: {
    request: 'The request was made and the browser was sent off.',
    provider: 'The provider publishes its addresses and keys.',
    answer: 'The provider answered.',
    message: 'The message is in the form that it should have.',
    decryption: 'The assertion was encrypted for us and could be opened.',
    signature: 'The signature fits the keys of this connection.',
    issuer: 'The answer comes from the provider that is entered here.',
    audience: 'The answer was made for us, and for our address.',
    'in-response-to': 'It answers the very request of this test.',
    times: 'It is good now. {clocks}',
    exchange: 'The provider took the code, the client id and our proof of it.',
    userinfo: 'The provider told more about the person when asked.',
    context: 'The person signed in in the way that this connection asks for.',
    subject: 'The person has a name there that stays the same: {subject}',
    claims: 'E-mail address and groups are in a form that can be used.',
  } satisfies Record<SignInCheckName, string>,
  clocksAgree: 'The clocks agree.',
  clocksDiffer: "The provider's clock is {seconds} seconds {direction} ours.",
  ahead: 'ahead of',
  behind: 'behind',
  notReached: 'Not looked at, because an earlier check ended the sign-in.',
  email: {
    verified: 'An e-mail address came, and the provider says that it checked it.',
    authoritative: 'An e-mail address came; the word of this provider is enough for it.',
    unverified: 'An e-mail address came, but the provider does not say that it checked it.',
    missing: 'No e-mail address came. Whoever has signed in before still gets in; nobody new does.',
  },
  domain: {
    ok: 'The connection may speak for the domain {domain}.',
    refused: 'The connection may not speak for the domain {domain}.',
    none: 'Without a usable address there is no domain to look at.',
  },
  names: {
    ok: 'The name would be shown as "{name}".',
    none: 'No name came. New customers appear under the first part of their address.',
  },
  groups: {
    none: 'The provider says that the person is in no group.',
    one: 'One group came.',
    some: '{count} groups came.',
    notMapped: 'This connection reads no groups.',
    unknown: 'No groups came where this connection looks for them. They count as unknown: nothing is opened by them and nothing removed.',
    overage: 'The provider left the groups out because there are too many. Let it send only those that are assigned to the application.',
  },
  account: {
    bound: 'This person has signed in before and is "{name}" in Jira.',
    'would-bind': 'The account "{name}" in Jira has this address and would be linked to this person.',
    'would-create': 'A new customer "{name}" would be made in Jira.',
    unknown: 'Jira could not be asked just now, so nobody can tell which account it would be.',
  },
  entry: {
    enters: 'Gets in without a second factor.',
    'second-factor': 'Is asked for a second factor.',
    denied: 'A rule refuses this person.',
    notAdmitted: 'People of this connection may not enter this application.',
    notSpokenFor: 'The connection may not speak for this person: see its domains, and the address that it sends.',
    noAccount: 'Does not get in, because the account does not fit.',
  },
  applications: {
    none: 'The rules were asked for the portal.',
    one: 'The rules were asked for the portal and one application.',
    some: 'The rules were asked for the portal and {count} applications.',
    off: 'This connection is off: nobody signs in through it until it is turned on.',
  },
  portal: 'Portal',
  page: {
    title: 'Test of a sign-in',
    heading: 'Test the sign-in of "{name}"',
    text: 'This is a test. Nobody is signed in to anything, and no account is made.',
    privacy:
      'You sign in at your company as usual. What your company says about you, such as your name, address and groups, is then shown to the administrators of {site} for an hour, and deleted.',
    once: 'This link works once, and in this browser only.',
    button: 'Start the test',
  },
  ended: {
    title: 'The test is over',
    worked: { heading: 'The test worked', text: 'Your company signed you in, and its answer fits. Nobody was signed in here.' },
    notYet: {
      heading: 'You signed in, but would not get in yet',
      text: 'Your company signed you in, and its answer fits. What is missing is shown to the administrators of {site}.',
    },
    failed: {
      heading: 'The test found a problem',
      text: 'The sign-in did not work. What is wrong is shown to the administrators of {site}; you need do nothing.',
    },
    received: 'What your company said about you',
    nothing: 'Nothing about you was taken from the answer.',
    close: 'You may close this window.',
  },
  messages: {
    'saml-response': 'SAML response',
    'saml-assertion': 'SAML assertion, decrypted',
    'id-token': 'Claims of the ID token',
    userinfo: 'Userinfo',
    emails: 'List of e-mail addresses',
    'provider-error': "The provider's error",
  },
} as const;
