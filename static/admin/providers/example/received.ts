import type { SignInTestOutcome } from '#contract/rpc/sign-in-test';
import type { ProviderForm } from '../form/provider-form.ts';

export type Received = SignInTestOutcome['claims'];

/** What a test sign-in brought, as an example to be tried: each claim with its values as text, made what it was as far as that shows. */
export function exampleOf({ protocol, mapping, oauth2 }: ProviderForm, received: Received): string {
  if (protocol === 'saml') return received.flatMap(({ name, values }) => values.map((value) => `${name}: ${value}`)).join('\n');
  const marks = ['email_verified', oauth2.emailVerified];
  const entries = received.map(({ name, values }) => {
    const [only = ''] = values;
    // A list of one and a text look alike; groups are a list.
    if (values.length !== 1 || name === mapping.groups) return [name, values] as const;
    return [name, marks.includes(name) && (only === 'true' || only === 'false') ? only === 'true' : only] as const;
  });
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}
