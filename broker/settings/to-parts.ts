import type { Part, PartName, PartRef, SecretContent } from '#contract/settings/parts';
import { secretRefs } from '#contract/settings/secrets';
import type { Settings } from '#contract/settings/snapshot';
import { canonicalJson, partHash } from './canonical.ts';

export interface SettingsParts {
  readonly parts: readonly Part[];
  /** In the order of the manifest; that of the connections is the one of the admin pages. */
  readonly refs: readonly PartRef[];
}

/**
 * Cuts settings into parts, in the same form as the Forge app does (test/contract/settings/parts.test.ts holds the two
 * together). `secrets` gives the content behind each reference; throws a plain Error when one is absent, because a
 * caller that validated its document cannot reach that.
 */
export function settingsToParts(settings: Settings, secrets: ReadonlyMap<string, SecretContent>): SettingsParts {
  const ids = new Set(secretRefs(settings).map(({ ref }) => ref.secret));
  const parts = [
    toPart('policy', settings.policy),
    toPart('second-factor', settings.secondFactor),
    toPart('portal', settings.portal),
    ...(settings.jira === null ? [] : [toPart('jira', settings.jira)]),
    ...(settings.notifications === undefined ? [] : [toPart('notifications', settings.notifications)]),
    ...settings.connections.map((connection) => toPart(`connection:${connection.id}`, connection)),
    ...settings.parties.map((party) => toPart(`party:${party.id}`, party)),
    ...[...ids].map((id) => {
      const content = secrets.get(id);
      if (content === undefined) throw new Error(`no content for the secret ${id}`);
      return toPart(`secret:${id}`, content);
    }),
  ];
  return { parts, refs: parts.map(({ name, hash }) => ({ name, hash })) };
}

function toPart(name: PartName, value: unknown): Part {
  const content = canonicalJson(value);
  return { name, hash: partHash(content), content };
}
