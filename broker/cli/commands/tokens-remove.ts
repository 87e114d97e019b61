import { type Command, UsageError } from '../command.ts';
import { type ExitCode, exitCodes } from '../context.ts';
import { getTenant, withParts } from '../with-parts.ts';
import { wordsForOperator } from '../words.ts';

export const tokensRemove: Command = {
  name: ['tokens', 'remove'],
  summary: 'Takes a hardware token out of the pool for good, as when it is lost or worn out.',
  words: ['NUMBER'],
  options: {
    tenant: { type: 'string', value: 'NAME', text: 'The tenant.' },
    'in-use': { type: 'boolean', text: 'Also where it is the second factor of a person, who then needs another one.' },
  },
  examples: ['gatehouse tokens remove 987654321 --tenant acme', 'gatehouse tokens remove 987654321 --tenant acme --in-use'],
  async run({ words: [serial = ''], text, flag }, context) {
    const slug = text('tenant');
    if (slug === null) throw new UsageError('--tenant NAME is missing');
    return withParts(context, async (parts): Promise<ExitCode> => {
      const { id } = await getTenant(parts, slug);
      const outcome = await parts.tokens.remove(id, serial, { alsoHeld: flag('in-use') });
      if (outcome.ok) {
        context.out(outcome.wasHeld ? 'Removed from the pool, and from the person who had it.' : 'Removed from the pool.');
        return exitCodes.done;
      }
      const words = wordsForOperator(outcome.code);
      context.err(`${words.title}. ${words.text}`);
      context.err(outcome.code === 'token_in_use' ? 'Run it again with --in-use to take it from them.' : words.action);
      return exitCodes.failed;
    });
  },
};
