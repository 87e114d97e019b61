import type { TSchema } from 'typebox';
import { Connection } from '#contract/settings/connection';
import { JiraCredential } from '#contract/settings/jira';
import { NotificationSettings } from '#contract/settings/notifications';
import { maxPartBytes, type Part, type PartName, SecretContent } from '#contract/settings/parts';
import { Party } from '#contract/settings/party';
import { PolicySettings } from '#contract/settings/policy';
import { PortalSettings } from '#contract/settings/portal';
import type { Problem } from '#contract/settings/problems';
import { SecondFactorSettings } from '#contract/settings/second-factor';
import { problemsOf } from '#contract/settings/shape';
import { AppError } from '../domain/app-error.ts';
import { partHash } from './canonical.ts';

export type PartKind = 'policy' | 'second-factor' | 'portal' | 'jira' | 'notifications' | 'connection' | 'party' | 'secret';

const schemas: Readonly<Record<PartKind, TSchema>> = {
  policy: PolicySettings,
  'second-factor': SecondFactorSettings,
  portal: PortalSettings,
  jira: JiraCredential,
  notifications: NotificationSettings,
  connection: Connection,
  party: Party,
  secret: SecretContent,
};

/** `connection:okta` is the kind `connection` with the id `okta`; parts that exist once have no id. */
export function splitName(name: PartName): { readonly kind: PartKind; readonly id: string | null } {
  const colon = name.indexOf(':');
  return colon < 0 ? { kind: name as PartKind, id: null } : { kind: name.slice(0, colon) as PartKind, id: name.slice(colon + 1) };
}

export type PartContent = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a content as the part that `name` says it is. Problems name places and rules, never the values they stand at. */
export function readContent(name: PartName, content: string): PartContent {
  const { kind, id } = splitName(name);
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { ok: false, problems: [{ path: '', message: 'must be JSON' }] };
  }
  const problems = problemsOf(schemas[kind], value);
  if (problems.length > 0) return { ok: false, problems };
  if (id !== null && (value as { id: string }).id !== id)
    return { ok: false, problems: [{ path: '/id', message: `must be "${id}", as the name of the part says` }] };
  return { ok: true, value };
}

/**
 * Accepts a part that arrived, or throws: `settings_part_too_large`, `settings_part_hash_wrong`, or `settings_invalid`
 * when the content is not what its name says. Cheap checks come first.
 */
export function assertPart(part: Part): void {
  const bytes = Buffer.byteLength(part.content, 'utf8');
  if (bytes > maxPartBytes) throw new AppError('settings_part_too_large', { details: { part: part.name, bytes } });
  if (partHash(part.content) !== part.hash) throw new AppError('settings_part_hash_wrong', { details: { part: part.name } });
  const content = readContent(part.name, part.content);
  if (!content.ok) throw new AppError('settings_invalid', { problems: content.problems, details: { part: part.name } });
}
