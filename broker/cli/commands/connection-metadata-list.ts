import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { metadataLines } from '../metadata-lines.ts';
import { json } from '../print.ts';
import { getTenant, withParts } from '../with-parts.ts';

export const connectionMetadataList: Command = {
  name: ['connection', 'metadata', 'list'],
  summary: 'Shows what the identity providers of a tenant publish, and how it differs from the settings.',
  words: ['TENANT'],
  options: { json: { type: 'boolean', text: 'Prints it as JSON.' } },
  examples: ['gatehouse connection metadata list acme'],
  async run({ words: [slug = ''], flag }, context) {
    return withParts(context, async (parts) => {
      const { metadata } = await parts.upkeep.list(await getTenant(parts, slug));
      if (flag('json')) context.out(json(metadata));
      else if (metadata.length === 0) context.out('No connection of this tenant has metadata that is read.');
      else for (const line of metadata.flatMap(metadataLines)) context.out(line);
      return exitCodes.done;
    });
  },
};
