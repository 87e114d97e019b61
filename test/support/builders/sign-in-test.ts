import type { SignInTestOutcome, SignInTestView } from '#contract/rpc/sign-in-test';

/** A test in which everything was as it should be. */
export function anOutcome(more: Partial<SignInTestOutcome> = {}): SignInTestOutcome {
  return {
    at: 1,
    ok: true,
    refusal: null,
    mend: null,
    checks: [
      { name: 'signature', result: 'passed', text: 'The signature fits.' },
      { name: 'groups', result: 'notice', text: 'No groups came.' },
    ],
    messages: [{ kind: 'saml-response', text: '<samlp:Response>\n</samlp:Response>' }],
    claims: [{ name: 'email', values: ['ada@borealis.example'] }],
    identity: null,
    account: { outcome: 'bound', text: 'This person is "Ada".', because: 'binding.known', organizations: ['Borealis'] },
    entries: [
      { application: null, name: 'Portal', outcome: 'second-factor', text: 'Is asked for a second factor.', because: 'preset:everybody' },
    ],
    ...more,
  };
}

export const aFailedOutcome: SignInTestOutcome = anOutcome({
  ok: false,
  refusal: {
    code: 'saml_audience_mismatch',
    title: 'Not accepted',
    text: 'The message was made for another application.',
    because: 'AudienceRestriction',
  },
  mend: {
    setting: 'ourEntityId',
    text: 'The message was made for another application.',
    step: {
      title: 'Enter our addresses',
      text: 'Under "SAML Settings".',
      paste: [{ field: 'Audience URI', value: 'https://acme-login.example/saml/connections/okta' }],
    },
  },
  checks: [
    { name: 'signature', result: 'passed', text: 'The signature fits.' },
    { name: 'audience', result: 'failed', text: 'The message was made for another application.' },
    { name: 'subject', result: 'not-reached', text: 'Not looked at.' },
  ],
  claims: [],
  account: null,
  entries: [],
});

export function aView(more: Partial<SignInTestView> = {}): SignInTestView {
  return { id: 'A'.repeat(22), state: 'waiting', connection: 'borealis', expiresAt: 300_000, outcome: null, ...more };
}
