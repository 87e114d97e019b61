import { AppError } from '../../domain/app-error.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { withParts } from '../with-parts.ts';

export const serve: Command = {
  name: ['serve'],
  summary: 'Runs the broker until it is told to stop (SIGINT or SIGTERM).',
  words: [],
  options: {},
  examples: [
    'GATEHOUSE_MODE=development gatehouse serve',
    'BASE_URL=https://help.example.com MASTER_KEY_FILE=/run/secrets/key gatehouse serve',
  ],
  run: (_input, context) =>
    withParts(
      context,
      async (parts, config) => {
        // Listened for before anybody knows that the broker runs: who hears of it may stop it at once.
        const stopped = context.untilStopped();
        const address = await parts.app.listen(config.listen).catch((error: unknown) => {
          throw isTaken(error) ? new AppError('config_invalid', { problems: [{ path: 'LISTEN_PORT', message: taken }] }) : error;
        });
        context.err(`Listening on ${address} for ${config.baseUrl} (${config.mode}).`);
        await stopped;
        context.err('Stopping: requests under way are finished.');
        return exitCodes.done;
      },
      'stdout',
    ),
};

const taken = 'somebody else listens there already; end that, or choose another port';

function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
}
