import type { PooledToken } from '../../domain/ports/token-pool.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../context.ts';
import { timeText } from '../duration.ts';
import { json, table } from '../print.ts';
import { getTenant, withParts } from '../with-parts.ts';

const pageSize = 500;

export const tokensList: Command = {
  name: ['tokens', 'list'],
  summary: 'Lists the hardware tokens of a tenant, without their secrets and without who has them.',
  words: [],
  options: {
    tenant: { type: 'string', value: 'NAME', text: 'The tenant.' },
    free: { type: 'boolean', text: 'Only those that nobody has.' },
    json: { type: 'boolean', text: 'Prints them as JSON.' },
  },
  examples: ['gatehouse tokens list --tenant acme', 'gatehouse tokens list --tenant acme --free --json'],
  async run({ text, flag }, context) {
    const slug = text('tenant');
    if (slug === null) throw new UsageError('--tenant NAME is missing');
    return withParts(context, async (parts) => {
      const { id } = await getTenant(parts, slug);
      const found: PooledToken[] = [];
      for (let page = await parts.tokens.list(id, null, pageSize); page.length > 0; ) {
        found.push(...page.filter(({ isHeld }) => !flag('free') || !isHeld));
        page = await parts.tokens.list(id, page.at(-1)?.place ?? null, pageSize);
      }
      if (flag('json'))
        context.out(
          json(
            found.map(({ serial, kind, algorithm, digits, period, isHeld, addedAt }) => ({
              serial,
              kind,
              algorithm,
              digits,
              period,
              isHeld,
              addedAt,
            })),
          ),
        );
      else {
        const rows = found.map(({ serial, kind, algorithm, digits, period, isHeld, addedAt }) => [
          serial,
          kind.toUpperCase(),
          algorithm,
          String(digits),
          period === null ? '-' : `${period} s`,
          isHeld ? 'in use' : 'free',
          timeText(addedAt),
        ]);
        for (const line of table([['NUMBER', 'KIND', 'ALGORITHM', 'DIGITS', 'PERIOD', 'STATE', 'ADDED'], ...rows])) context.out(line);
      }
      return exitCodes.done;
    });
  },
};
