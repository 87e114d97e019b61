import type { Static } from 'typebox';
import { Value } from 'typebox/value';
import { ConnectionDraftSchema } from '#contract/rpc/drafts';
import type { OidcConnection } from '#contract/settings/connection';
import type { Problem } from '#contract/settings/problems';
import { problemsOf } from '#contract/settings/validate';
import { fault } from '../fault';
import { type NewSecret, newSecret } from '../parts/secret';

export interface BuiltConnection {
  readonly connection: OidcConnection;
  readonly newSecrets: readonly NewSecret[];
}

/**
 * Makes the connection to be stored. A stored secret is kept only for the provider it was entered for: with another
 * issuer it would be sent to whoever runs that address. Throws `settings_invalid` with paths below `/connection`.
 */
export function buildConnection(draft: unknown, existing: OidcConnection | null, now: number): BuiltConnection {
  const problems: Problem[] = problemsOf(ConnectionDraftSchema, draft);
  if (!Value.Check(ConnectionDraftSchema, draft)) throw invalid(problems);
  const { newClientSecret, ...fields }: Static<typeof ConnectionDraftSchema> = draft;
  if (newClientSecret !== null) {
    const secret = newSecret(newClientSecret);
    return { connection: { ...fields, clientSecret: { secret: secret.id, setAt: now } }, newSecrets: [secret] };
  }
  if (existing === null) throw invalid([{ path: '/newClientSecret', message: 'Enter the client secret.' }]);
  if (existing.issuer !== fields.issuer)
    throw invalid([
      {
        path: '/newClientSecret',
        message:
          'Enter the client secret again: the address of the provider changed, and a secret stays with the provider it was made for.',
      },
    ]);
  return { connection: { ...fields, clientSecret: existing.clientSecret }, newSecrets: [] };
}

function invalid(problems: readonly Problem[]): Error {
  return fault(
    'settings_invalid',
    problems.map(({ path, message }) => ({ path: `/connection${path}`, message })),
  );
}
