import { settingsToParts } from '../../settings/to-parts.ts';
import type { Command } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../context.ts';
import type { CliParts } from '../parts.ts';
import { planLines } from '../plan/lines.ts';
import { liveText, makePlan, nextRevision, type Plan, readSettingsFile } from '../plan/plan.ts';
import { withParts } from '../with-parts.ts';

export const configApply: Command = {
  name: ['config', 'apply'],
  summary: 'Makes a settings file live, all of it or nothing, and says what "config plan" says.',
  words: ['FILE'],
  options: {
    tenant: { type: 'string', value: 'NAME', text: 'The tenant; may be left out where only one has its settings from a file.' },
  },
  examples: ['gatehouse config apply acme.yaml --tenant acme'],
  async run({ words: [file = ''], text }, context) {
    const source = await readSettingsFile(file, context);
    return withParts(context, async (parts) => {
      const plan = await makePlan({ file, source, slug: text('tenant') }, parts, context);
      return plan === null ? exitCodes.failed : apply(plan, parts, context);
    });
  },
};

async function apply(plan: Plan, parts: CliParts, context: CliContext): Promise<ExitCode> {
  const { tenant } = plan;
  if (!plan.applies) {
    context.out(`"${tenant.slug}": nothing changed, ${liveText(plan)} stays live.`);
    return exitCodes.done;
  }
  for (const line of planLines(plan)) context.out(line);
  const { parts: pieces, refs } = settingsToParts(plan.settings, plan.contents);
  for (const [index, piece] of pieces.entries()) {
    context.err(`Storing part ${index + 1} of ${pieces.length}: ${piece.name}`);
    await parts.apply.putPart(tenant, piece, 'file');
  }
  const manifest = { revision: nextRevision(plan), parts: [...refs] };
  const applied = await parts.apply.activate(tenant, { epoch: tenant.epoch, manifest }, 'file');
  context.out(`"${tenant.slug}": revision ${applied.live.revision} is live.`);
  return exitCodes.done;
}
