import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { metadataLines } from '../metadata-lines.ts';
import { getTenant, withParts } from '../with-parts.ts';

export const connectionMetadataRefresh: Command = {
  name: ['connection', 'metadata', 'refresh'],
  summary: 'Reads the metadata of a connection now. Ends with 1 when it is refused; what is live stays live then.',
  words: ['TENANT', 'CONNECTION'],
  options: {},
  examples: ['gatehouse connection metadata refresh acme borealis'],
  async run({ words: [slug = '', id = ''] }, context) {
    return withParts(context, async (parts) => {
      const status = await parts.upkeep.refresh(await getTenant(parts, slug), id);
      for (const line of metadataLines(status)) context.out(line);
      return status.fault === null ? exitCodes.done : exitCodes.failed;
    });
  },
};
