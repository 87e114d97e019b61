import type { ExamplePerson } from '#contract/rpc/applications';
import { type Identity, toldNothingOfSession } from '../domain/identity.ts';

/** Somebody made up, as a connector would have proven them. */
export function exampleIdentity(person: ExamplePerson, issuer: string): Identity {
  return {
    connection: person.connection,
    issuer,
    subject: person.subject,
    email: person.email === null ? null : { address: person.email, verified: person.emailVerified },
    firstName: person.firstName,
    lastName: person.lastName,
    displayName: person.displayName,
    groups: person.groups,
    attributes: person.more,
    ...toldNothingOfSession,
  };
}
