import { Value } from 'typebox/value';
import type { SecretRef } from '#contract/settings/common';
import { type Part, SecretContent } from '#contract/settings/parts';
import { connectionSecret } from '#contract/settings/secrets';
import type { Settings } from '#contract/settings/snapshot';
import type { EpochMs } from '../../domain/brands.ts';
import type { Random } from '../../domain/ports/random.ts';
import { sameText } from '../../domain/same-text.ts';
import type { Secret } from '../../domain/secret.ts';

/** What is known of a secret at a place that keeps its meaning: a connection by its id, or the Jira token. */
export interface LiveSecret {
  readonly ref: SecretRef;
  readonly content: SecretContent;
}

/** The live secrets by place: `connection:{id}` or `jira`. */
export function liveSecrets(settings: Settings, parts: readonly Part[]): ReadonlyMap<string, LiveSecret> {
  const contents = new Map<string, SecretContent>();
  for (const part of parts) {
    if (!part.name.startsWith('secret:')) continue;
    const content: unknown = JSON.parse(part.content);
    if (Value.Check(SecretContent, content)) contents.set(content.id, content);
  }
  const places = settings.connections.flatMap((connection): [string, SecretRef][] => {
    const ref = connectionSecret(connection);
    return ref === null ? [] : [[`connection:${connection.id}`, ref]];
  });
  if (settings.jira?.kind === 'api-token') places.push(['jira', settings.jira.token]);
  return new Map(
    places.flatMap(([place, ref]) => {
      const content = contents.get(ref.secret);
      return content === undefined ? [] : [[place, { ref, content }] as const];
    }),
  );
}

/** The live secret where the value is still the same, so that applying a file twice changes nothing; else a new one. */
export function keepOrMake(live: LiveSecret | undefined, value: Secret, deps: { now: EpochMs; random: Random }): LiveSecret {
  if (live !== undefined && sameText(live.content.value, value.reveal())) return live;
  const id = `sec_${deps.random.token(16)}`;
  return { ref: { secret: id, setAt: deps.now }, content: { id, salt: deps.random.token(16), value: value.reveal() } };
}
