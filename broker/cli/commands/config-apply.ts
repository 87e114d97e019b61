import { emptySettings } from '#contract/settings/snapshot';
import { AppError } from '../../domain/app-error.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { tenantFault } from '../../settings/tenant-rules.ts';
import { settingsToParts } from '../../settings/to-parts.ts';
import { type Command, UsageError } from '../command.ts';
import { changesBetween } from '../config-file/changes.ts';
import { liveSecrets } from '../config-file/live-secrets.ts';
import { parseFile } from '../config-file/parse.ts';
import { toSettings } from '../config-file/to-settings.ts';
import { type CliContext, type ExitCode, exitCodes } from '../context.ts';
import type { CliParts } from '../parts.ts';
import { problemLines } from '../print.ts';
import { getTenant, withParts } from '../with-parts.ts';

export const configApply: Command = {
  name: ['config', 'apply'],
  summary: 'Makes a settings file live, all of it or nothing.',
  words: ['FILE'],
  options: {
    tenant: { type: 'string', value: 'NAME', text: 'The tenant; may be left out where only one has its settings from a file.' },
    'dry-run': { type: 'boolean', text: 'Checks the file and says what would change, and changes nothing.' },
  },
  examples: ['gatehouse config apply acme.yaml --tenant acme', 'gatehouse config apply acme.json --tenant acme --dry-run'],
  async run({ words: [file = ''], text, flag }, context) {
    const source = await readSettings(file, context);
    return withParts(context, async (parts) => {
      const tenant = await chooseTenant(parts, text('tenant'));
      return applyFile({ file, source, tenant, dryRun: flag('dry-run') }, parts, context);
    });
  },
};

async function readSettings(file: string, context: CliContext): Promise<string> {
  try {
    const source = await context.readFile(file);
    if (source !== null) return source;
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read (${error instanceof Error ? error.message : String(error)})`, { cause: error });
  }
  throw new UsageError(`there is no file "${file}"`);
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

async function applyFile(
  input: { file: string; source: string; tenant: Tenant; dryRun: boolean },
  parts: CliParts,
  context: CliContext,
): Promise<ExitCode> {
  const { tenant, file } = input;
  const parsed = parseFile(input.source);
  if (!parsed.ok) return tellProblems(file, problemLines(parsed.problems), context);
  const active = await parts.storage.settings.active(tenant.id);
  const before = (await parts.snapshots.live(tenant.id)).settings;
  const live = active === null ? new Map() : liveSecrets(before, await parts.storage.settings.parts(tenant.id, active.parts));
  const made = await toSettings(parsed.document, { file, live, context, now: parts.clock.now(), random: parts.random });
  const problems = made.ok ? tenantFault(tenant, made.settings, (protocol) => parts.connectors.has(protocol))?.problems : made.problems;
  if (!made.ok || problems !== undefined) {
    const placed = (problems ?? []).map((problem) => ({ ...problem, line: parsed.lineOf(problem.path) }));
    return tellProblems(file, problemLines(placed), context);
  }
  const changes = changesBetween(active === null ? emptySettings : before, made.settings);
  const present = active === null ? 'nothing' : `revision ${active.revision}`;
  if (changes.length === 0 && active !== null) {
    context.out(`"${tenant.slug}": nothing changed, ${present} stays live.`);
    return exitCodes.done;
  }
  for (const change of changes) context.out(change);
  if (input.dryRun) {
    context.out(`"${tenant.slug}": the file is good. Live is ${present}; nothing was changed.`);
    return exitCodes.done;
  }
  const { parts: pieces, refs } = settingsToParts(made.settings, made.contents);
  for (const [index, piece] of pieces.entries()) {
    context.err(`Storing part ${index + 1} of ${pieces.length}: ${piece.name}`);
    await parts.apply.putPart(tenant, piece, 'file');
  }
  const manifest = { revision: (active?.epoch === tenant.epoch ? active.revision : 0) + 1, parts: [...refs] };
  const applied = await parts.apply.activate(tenant, { epoch: tenant.epoch, manifest }, 'file');
  context.out(`"${tenant.slug}": revision ${applied.live.revision} is live.`);
  return exitCodes.done;
}

function tellProblems(file: string, lines: readonly string[], context: CliContext): ExitCode {
  context.err(`${file} has ${lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`}; nothing was applied.`);
  for (const line of lines) context.err(line);
  return exitCodes.failed;
}
