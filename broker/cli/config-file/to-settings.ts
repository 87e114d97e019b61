import type { SecretContent } from '#contract/settings/parts';
import type { Problem } from '#contract/settings/problems';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import type { Settings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';
import type { EpochMs } from '../../domain/brands.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { Secret } from '../../domain/secret.ts';
import type { CliContext } from '../context.ts';
import { keepOrMake, type LiveSecret } from './live-secrets.ts';
import { type FileSettings, fileSecrets } from './schema.ts';
import { findSecret } from './secrets.ts';

export type FileResult =
  | { readonly ok: true; readonly settings: Settings; readonly contents: ReadonlyMap<string, SecretContent> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Turns a file's document into settings: secrets are fetched, and kept under their live names where they did not change.
 * Every missing secret and every broken rule is told at once.
 */
export async function toSettings(
  document: FileSettings,
  deps: {
    file: string;
    live: ReadonlyMap<string, LiveSecret>;
    context: Pick<CliContext, 'env' | 'readFile'>;
    now: EpochMs;
    random: Random;
  },
): Promise<FileResult> {
  const found = await Promise.all(fileSecrets(document).map((secret) => findSecret(secret, deps.file, deps.context)));
  const values = new Map<string, Secret>(found.flatMap((secret) => (secret.ok ? [[secret.path, secret.value] as const] : [])));
  const contents = new Map<string, SecretContent>();
  const reference = (path: string, place: string) => {
    const value = values.get(path);
    // Stands in for a secret that was not found, so that the other rules are checked in the same go.
    if (value === undefined) return { secret: `sec_${'0'.repeat(22)}`, setAt: 0 };
    const { ref, content } = keepOrMake(deps.live.get(place), value, deps);
    contents.set(ref.secret, content);
    return ref;
  };
  const { jira } = document;
  const settings: Settings = {
    ...document,
    secondFactor: document.secondFactor ?? recommendedSecondFactor,
    connections: document.connections.map((connection, index) => {
      if (!('clientSecret' in connection)) return connection;
      if (connection.protocol === 'oidc' && connection.clientSecret === null) return { ...connection, clientSecret: null };
      const clientSecret = reference(`/connections/${index}/clientSecret`, `connection:${connection.id}`);
      return { ...connection, clientSecret };
    }),
    jira: jira?.kind === 'api-token' ? { ...jira, token: reference('/jira/token', 'jira') } : jira,
  };
  const problems = [
    ...found.flatMap((secret) => (secret.ok ? [] : [secret.problem])),
    ...settingsProblems(settings),
    ...appTokenProblems(settings),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings, contents };
}

/** The app's own token comes with the calls of a Forge app, which a tenant with settings from a file does not have. */
function appTokenProblems({ jira }: Settings): Problem[] {
  return jira?.kind === 'app-token' ? [{ path: '/jira/kind', message: 'needs the Forge app; a file takes "api-token"' }] : [];
}
