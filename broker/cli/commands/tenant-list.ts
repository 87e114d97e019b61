import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { json, table } from '../print.ts';
import { withParts } from '../with-parts.ts';

export const tenantList: Command = {
  name: ['tenant', 'list'],
  summary: 'Lists the tenants.',
  words: [],
  options: { json: { type: 'boolean', text: 'Prints them as JSON.' } },
  examples: ['gatehouse tenant list', 'gatehouse tenant list --json'],
  run: (input, context) =>
    withParts(context, async (parts) => {
      const tenants = await parts.storage.tenants.list();
      const rows = await Promise.all(tenants.map(async (tenant) => ({ ...tenant, live: await parts.apply.live(tenant) })));
      if (input.flag('json')) context.out(json(rows));
      else if (rows.length === 0) context.out('There is no tenant yet. "gatehouse tenant add --slug NAME" makes one.');
      else {
        const cells = rows.map((row) => [
          row.slug,
          row.managedBy,
          row.status,
          row.live.revision?.toString() ?? '-',
          row.portalOrigin,
          row.loginOrigin,
        ]);
        for (const line of table([['NAME', 'SETTINGS', 'STATUS', 'LIVE', 'PORTAL', 'SIGN-IN'], ...cells])) context.out(line);
      }
      return exitCodes.done;
    }),
};
