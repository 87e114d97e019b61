import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { planLines } from '../plan/lines.ts';
import { liveText, makePlan, nextRevision, readSettingsFile } from '../plan/plan.ts';
import { json } from '../print.ts';
import { withParts } from '../with-parts.ts';

export const configPlan: Command = {
  name: ['config', 'plan'],
  summary: 'Says what "config apply" of a settings file would change and what follows from it; changes nothing.',
  words: ['FILE'],
  options: {
    tenant: { type: 'string', value: 'NAME', text: 'The tenant; may be left out where only one has its settings from a file.' },
    json: { type: 'boolean', text: 'Prints the plan as JSON.' },
    'exit-code': { type: 'boolean', text: 'Ends with 3 when there is something to change, and with 0 when there is not.' },
  },
  examples: ['gatehouse config plan acme.yaml --tenant acme', 'gatehouse config plan acme.yaml --exit-code --json > plan.json'],
  async run({ words: [file = ''], text, flag }, context) {
    const source = await readSettingsFile(file, context);
    return withParts(context, async (parts) => {
      const plan = await makePlan({ file, source, slug: text('tenant') }, parts, context);
      if (plan === null) return exitCodes.failed;
      const { tenant, active, changes, warnings, applies } = plan;
      if (flag('json')) context.out(json({ tenant: tenant.slug, live: active?.revision ?? null, applies, changes, warnings }));
      else {
        for (const line of planLines(plan)) context.out(line);
        context.out(
          applies
            ? `"${tenant.slug}": live is ${liveText(plan)}; applying the file makes revision ${nextRevision(plan)}.`
            : `"${tenant.slug}": nothing to change, ${liveText(plan)} stays live.`,
        );
      }
      return applies && flag('exit-code') ? exitCodes.changes : exitCodes.done;
    });
  },
};
