import type { Connection } from '#contract/settings/connection';
import type { Party } from '#contract/settings/party';
import type { Problem } from '#contract/settings/problems';

/** Facts that no provider can give to another provider's people: names of our own, and addresses of its own domains. */
const unmistakable: readonly string[] = ['subject', 'account-id', 'email'];

/**
 * How an application may be told who somebody is. What a provider says of its own accord, such as a staff number, would let
 * one company's provider name another company's people as soon as two of them lead to one application.
 */
export function* nameProblems(
  { preset, nameId, connections: admitted }: Party,
  all: readonly Pick<Connection, 'id'>[],
  at: string,
): Generator<Problem> {
  const { format, value } = nameId;
  if (preset !== 'custom-saml' && (format !== 'email' || value !== 'email')) {
    yield { path: `${at}/nameId`, message: 'Atlassian Guard knows people by their e-mail address: format and value must both be "email"' };
    return;
  }
  if (format === 'transient') return;
  if (format === 'email' && value !== 'email')
    yield { path: `${at}/nameId/value`, message: 'a name in the form of an e-mail address must be the address that was checked: "email"' };
  else if (!unmistakable.includes(value) && all.filter(({ id }) => admitted === null || admitted.includes(id)).length > 1)
    yield {
      path: `${at}/nameId/value`,
      message: `several connections lead here, and each could say "${value}" of another's people; take "subject", "account-id" or "email", or let one connection in`,
    };
}
