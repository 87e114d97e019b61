import type { Command } from '../command.ts';
import { exportText } from '../config-file/export.ts';
import { exitCodes } from '../context.ts';
import { getTenant, withParts } from '../with-parts.ts';

export const configExport: Command = {
  name: ['config', 'export'],
  summary: 'Prints the live settings of a tenant as a file for "config apply"; secrets only as references.',
  words: ['TENANT'],
  options: { json: { type: 'boolean', text: 'Prints JSON instead of YAML.' } },
  examples: ['gatehouse config export acme > acme.yaml', 'gatehouse config export acme --json'],
  run: ({ words: [slug = ''], flag }, context) =>
    withParts(context, async (parts) => {
      const tenant = await getTenant(parts, slug);
      const snapshot = await parts.snapshots.live(tenant.id);
      context.out(exportText(tenant.slug, snapshot, flag('json') ? 'json' : 'yaml'));
      return exitCodes.done;
    }),
};
