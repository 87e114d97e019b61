import { Value } from 'typebox/value';
import { ConnectionDraft, type TestedConnection } from '#contract/rpc/drafts';
import type { Connection } from '#contract/settings/connection';
import type { Problem } from '#contract/settings/problems';
import { connectionSecret, secretReceiver } from '#contract/settings/secrets';
import { problemsOf } from '#contract/settings/shape';
import { fault } from '../fault';
import { type NewSecret, newSecret } from '../parts/secret';

export interface BuiltConnection {
  readonly connection: Connection;
  readonly newSecrets: readonly NewSecret[];
}

/**
 * Makes the connection to be stored. A stored secret is kept only for the provider it was entered for: with another
 * address it would be sent to whoever runs that one. Throws `settings_invalid` with paths below `/connection`.
 */
export function buildConnection(given: unknown, existing: Connection | null, now: number): BuiltConnection {
  const draft = parseDraft(given);
  if (!('newClientSecret' in draft)) return { connection: draft, newSecrets: [] };
  const { newClientSecret, ...fields } = draft;
  if (fields.protocol === 'oidc' && fields.tokenEndpointAuth === 'private_key_jwt') {
    if (newClientSecret !== null) throw secretProblem('Leave this empty: a signature takes the place of the secret.');
    return { connection: { ...fields, clientSecret: null }, newSecrets: [] };
  }
  if (newClientSecret !== null) {
    const secret = newSecret(newClientSecret);
    return { connection: { ...fields, clientSecret: { secret: secret.id, setAt: now } }, newSecrets: [secret] };
  }
  const stored = existing === null ? null : connectionSecret(existing);
  if (existing === null || stored === null) throw secretProblem('Enter the client secret.');
  if (secretReceiver(existing) !== secretReceiver(fields))
    throw secretProblem(
      'Enter the client secret again: the address of the provider changed, and a secret stays with the provider it was made for.',
    );
  return { connection: { ...fields, clientSecret: stored }, newSecrets: [] };
}

/**
 * Makes the connection to be tried out, with the secret itself: the new one, or the stored one if the draft still leads to
 * the provider that it was entered for. `readSecret` opens a stored secret by its name.
 */
export async function buildTest(
  given: unknown,
  existing: Connection | null,
  readSecret: (id: string) => Promise<string>,
): Promise<TestedConnection> {
  const draft = parseDraft(given);
  if (!('newClientSecret' in draft)) return draft;
  const { newClientSecret, ...fields } = draft;
  if (newClientSecret !== null) return { ...fields, clientSecret: newClientSecret };
  const stored = existing !== null && secretReceiver(existing) === secretReceiver(fields) ? connectionSecret(existing) : null;
  return { ...fields, clientSecret: stored === null ? null : await readSecret(stored.secret) };
}

function parseDraft(draft: unknown): ConnectionDraft {
  if (Value.Check(ConnectionDraft, draft)) return draft;
  throw invalid(problemsOf(ConnectionDraft, draft));
}

const secretProblem = (message: string): Error => invalid([{ path: '/newClientSecret', message }]);

function invalid(problems: readonly Problem[]): Error {
  return fault(
    'settings_invalid',
    problems.map(({ path, message }) => ({ path: `/connection${path}`, message })),
  );
}
