import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../context.ts';
import { metadataLines } from '../metadata-lines.ts';
import { getTenant, withParts } from '../with-parts.ts';

/** Whoever may run commands beside the database. */
const operator = 'operator';

export const connectionMetadataApprove: Command = {
  name: ['connection', 'metadata', 'approve'],
  summary: 'Sends people to the addresses that a provider has moved to, until the settings say the same.',
  words: ['TENANT', 'CONNECTION', 'DIGEST'],
  options: { undo: { type: 'boolean', text: 'Does not take them over, or goes back to the addresses in the settings.' } },
  examples: [
    'gatehouse connection metadata approve acme borealis 4pX0cB1uVqXo2mJ8sT6hZ3yKQwErTyUiOpAsDfGhJk0',
    'gatehouse connection metadata approve acme borealis 4pX0cB1uVqXo2mJ8sT6hZ3yKQwErTyUiOpAsDfGhJk0 --undo',
  ],
  async run({ words: [slug = '', id = '', digest = ''], flag }, context) {
    if (!/^[A-Za-z0-9_-]{43}$/.test(digest)) throw new UsageError('DIGEST is what "connection metadata list" shows after "to approve"');
    return withParts(context, async (parts) => {
      const tenant = await getTenant(parts, slug);
      const { upkeep } = parts;
      const status = flag('undo') ? await upkeep.dismiss(tenant, id, digest) : await upkeep.approve(tenant, id, digest, operator);
      for (const line of metadataLines(status)) context.out(line);
      return exitCodes.done;
    });
  },
};
