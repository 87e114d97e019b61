import { createSamlProvider } from '../test/support/saml/provider.ts';
import { type Brought, formBody } from './client.ts';

const people = 40;

/** Real time: the broker under test has no other. */
const clock = { now: () => Date.now() };

/**
 * A SAML provider of the login benchmarks. It signs in this process, so that its work is not counted as the broker's, and
 * answers with a signed assertion of about 6 KB. Its people sign in one after the other, in a circle.
 */
export function createBenchSamlProvider() {
  const provider = createSamlProvider({ entityId: 'https://idp.bench.example/saml', clock });
  let logins = 0;

  return {
    /** So many connections, each of them a company of its own; the first is called `bench-0`. All send the same people. */
    connections: (count: number) =>
      Array.from({ length: count }, (_, index) =>
        provider.connection({
          id: `bench-${index}`,
          name: `Bench ${index}`,
          entityId: index === count - 1 ? provider.entityId : `${provider.entityId}/${index}`,
          domains: { mode: 'list', list: [index === count - 1 ? 'borealis.example' : `company-${index}.example`] },
          mapping: { ...provider.connection().mapping, groups: null },
        }),
      ),

    answer(address: string): Brought {
      const subject = `person-${logins++ % people}`;
      const attributes = {
        email: [`${subject}@borealis.example`],
        firstName: ['Ada'],
        lastName: ['Aalto'],
        displayName: ['Ada Aalto'],
        groups: Array.from({ length: 40 }, (_, index) => `customers-portal-group-${index}-regional-office`),
      };
      const { action, fields } = provider.answer(address, { nameId: subject, attributes });
      return { back: action, body: formBody(fields) };
    },
  };
}
