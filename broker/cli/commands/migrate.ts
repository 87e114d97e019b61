import { databaseInWords } from '../../config/database.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { withParts } from '../with-parts.ts';

export const migrate: Command = {
  name: ['migrate'],
  summary: 'Brings the database up to date, and makes it where there is none.',
  words: [],
  options: {},
  examples: [
    'DATABASE=/var/lib/gatehouse/gatehouse.sqlite gatehouse migrate',
    'DATABASE=postgres://gatehouse@db.example/gatehouse?sslmode=verify-full gatehouse migrate',
  ],
  async run(_input, context) {
    context.err('Bringing the database up to date.');
    return withParts(context, async (parts, config) => {
      await parts.storage.ping();
      for (const { number, name } of parts.storage.migrated.applied) context.out(`Done: step ${number}, ${name}.`);
      context.out(`The database ${databaseInWords(config.database)} is up to date.`);
      return exitCodes.done;
    });
  },
};
