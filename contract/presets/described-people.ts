import type { DescribedPerson } from '#contract/rpc/second-factor';

/** Somebody to try rules on: a sentence about them, and all that differs from an everyday sign-in. */
export interface PreparedPerson {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly person: Partial<DescribedPerson>;
}

/** Ten sign-ins that every policy should have an answer to. Tests and the page *What would happen to …* go by the same ten. */
export const preparedPeople: readonly PreparedPerson[] = [
  {
    id: 'every-day',
    label: 'An ordinary day',
    text: 'Known browser, usual country, authenticator app set up. The company tells of no second factor.',
    person: { factors: ['totp', 'recovery-code'] },
  },
  {
    id: 'remembered',
    label: 'A remembered browser',
    text: 'As on an ordinary day, and the person asked this browser to be remembered.',
    person: { factors: ['totp', 'recovery-code'], rememberedBrowser: true },
  },
  {
    id: 'company-proved',
    label: 'The company asked for a strong second factor',
    text: 'The company tells that it did, moments ago. Nothing is set up here.',
    person: { providerProved: 'strong' },
  },
  {
    id: 'first-time',
    label: 'The very first sign-in',
    text: 'Never here before, a new browser, nothing set up.',
    person: { firstSignIn: true, newBrowser: true },
  },
  {
    id: 'new-laptop',
    label: 'A new laptop',
    text: 'A browser that was never used here; authenticator app set up.',
    person: { factors: ['totp', 'recovery-code'], newBrowser: true },
  },
  {
    id: 'abroad',
    label: 'On a journey',
    text: 'In another country than in the last 90 days, in a remembered browser; authenticator app and text messages set up.',
    person: { factors: ['totp', 'sms-code'], rememberedBrowser: true, country: 'BR', newCountry: true },
  },
  {
    id: 'too-far',
    label: 'Two places at once',
    text: 'Farther away than anybody travels since the last sign-in; the company has proved a second factor, a security key is set up.',
    person: { factors: ['webauthn', 'recovery-code'], providerProved: 'any', country: 'NZ', impossibleTravel: true, newCountry: true },
  },
  {
    id: 'guessing',
    label: 'After seven wrong codes',
    text: 'Seven wrong answers since the last right one, in a new browser; only text messages set up.',
    person: { factors: ['sms-code'], newBrowser: true, recentFailures: 7 },
  },
  {
    id: 'key-lost',
    label: 'The security key was lost',
    text: 'A security key was set up; what is left is an authenticator app and recovery codes.',
    person: { factors: ['totp', 'recovery-code'], newBrowser: true, providerProved: 'none' },
  },
  {
    id: 'night',
    label: 'In the middle of the night, without an address',
    text: 'On a Sunday at three in the morning (UTC), the provider tells no e-mail address and no groups, and nobody knows from where.',
    person: { factors: ['totp'], email: null, groups: null, country: null, at: Date.UTC(2026, 10, 22, 3) },
  },
];

/** An everyday sign-in, which the prepared people differ from. */
export function everydayPerson(connection: string, domain: string | null, application: string): DescribedPerson {
  return {
    connection,
    email: domain === null ? 'ada@example.com' : `ada@${domain}`,
    groups: [],
    application,
    address: null,
    country: 'NO',
    providerProved: 'none',
    newBrowser: false,
    rememberedBrowser: false,
    newCountry: false,
    impossibleTravel: false,
    recentFailures: 0,
    firstSignIn: false,
    person: 'policy',
    at: null,
    factors: [],
  };
}
