/**
 * What a settings file would change, and how: the one way from a file to settings, for `config plan` and `config apply`.
 * It reads, and changes nothing.
 */
import type { SecretContent } from '#contract/settings/parts';
import { emptySettings, type Settings } from '#contract/settings/snapshot';
import { AppError } from '../../domain/app-error.ts';
import type { ActiveRevision } from '../../domain/ports/stores/settings-store.ts';
import { sessionLimits } from '../../domain/session-limits.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { tenantFault } from '../../settings/tenant-rules.ts';
import { UsageError } from '../command.ts';
import { liveSecrets } from '../config-file/live-secrets.ts';
import { parseFile } from '../config-file/parse.ts';
import { toSettings } from '../config-file/to-settings.ts';
import type { CliContext } from '../context.ts';
import type { CliParts } from '../parts.ts';
import { problemLines } from '../print.ts';
import { getTenant } from '../with-parts.ts';
import { type Change, changesBetween } from './changes.ts';
import type { Warning } from './warning.ts';
import { warningsOf } from './warnings.ts';

export interface Plan {
  readonly tenant: Tenant;
  readonly active: ActiveRevision | null;
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
  /** Is there anything to apply? The first revision is, whatever is in it. */
  readonly applies: boolean;
  readonly settings: Settings;
  readonly contents: ReadonlyMap<string, SecretContent>;
}

/** Reads the file before anything is opened; throws UsageError when there is none. */
export async function readSettingsFile(file: string, context: CliContext): Promise<string> {
  try {
    const source = await context.readFile(file);
    if (source !== null) return source;
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read (${error instanceof Error ? error.message : String(error)})`, { cause: error });
  }
  throw new UsageError(`there is no file "${file}"`);
}

/** The plan, or null when the file has mistakes; all of them have been told then. Throws `tenant_unknown`, `tenant_managed_by_forge`. */
export async function makePlan(
  input: { readonly file: string; readonly source: string; readonly slug: string | null },
  parts: CliParts,
  context: CliContext,
): Promise<Plan | null> {
  const { file } = input;
  const tenant = await chooseTenant(parts, input.slug);
  const parsed = parseFile(input.source);
  if (!parsed.ok) return tellProblems(file, problemLines(parsed.problems), context);
  const active = await parts.storage.settings.active(tenant.id);
  const live = active === null ? emptySettings : (await parts.snapshots.live(tenant.id)).settings;
  const secrets = active === null ? new Map() : liveSecrets(live, await parts.storage.settings.parts(tenant.id, active.parts));
  const made = await toSettings(parsed.document, { file, live: secrets, context, now: parts.clock.now(), random: parts.random });
  const wrong = made.ok ? tenantFault(tenant, made.settings, (protocol) => parts.connectors.has(protocol))?.problems : made.problems;
  if (!made.ok || wrong !== undefined) {
    const problems = (wrong ?? []).map((problem) => ({ ...problem, line: parsed.lineOf(problem.path) }));
    return tellProblems(file, problemLines(problems), context);
  }
  const changes = changesBetween(live, made.settings);
  const applies = changes.length > 0 || active === null;
  const warnings = applies ? warningsOf(live, made.settings, await figuresOf(tenant, parts)) : [];
  return { tenant, active, changes, warnings, applies, settings: made.settings, contents: made.contents };
}

async function figuresOf({ id }: Tenant, { storage, clock }: CliParts) {
  const now = clock.now();
  return {
    people: await storage.figures.boundPeople(id),
    sessions: await storage.figures.livingSessions(id, now, now - sessionLimits.idleMs),
  };
}

async function chooseTenant(parts: CliParts, slug: string | null): Promise<Tenant> {
  const tenant = slug === null ? await onlyFileTenant(parts) : await getTenant(parts, slug);
  if (tenant.managedBy !== 'file') throw new AppError('tenant_managed_by_forge', { details: { tenant: tenant.slug } });
  return tenant;
}

async function onlyFileTenant(parts: CliParts): Promise<Tenant> {
  const [only, second] = (await parts.storage.tenants.list()).filter((tenant) => tenant.managedBy === 'file');
  if (only === undefined) throw new UsageError('there is no tenant with settings from a file; "gatehouse tenant add" makes one');
  if (second !== undefined) throw new UsageError('--tenant NAME is missing: there is more than one tenant');
  return only;
}

function tellProblems(file: string, lines: readonly string[], context: CliContext): null {
  context.err(`${file} has ${lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`}; nothing was changed.`);
  for (const line of lines) context.err(line);
  return null;
}

/** `revision 3`, or `nothing`. */
export function liveText({ active }: Plan): string {
  return active === null ? 'nothing' : `revision ${active.revision}`;
}

/** The revision that the plan would make. */
export function nextRevision({ tenant, active }: Plan): number {
  return (active?.epoch === tenant.epoch ? active.revision : 0) + 1;
}
