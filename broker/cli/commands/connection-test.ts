import { AppError } from '../../domain/app-error.ts';
import { atHand, connectorFor } from '../../domain/connection.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { json } from '../print.ts';
import { runSignInTest } from '../sign-in-test.ts';
import { getTenant, withParts } from '../with-parts.ts';

export const connectionTest: Command = {
  name: ['connection', 'test'],
  summary: 'Asks the identity provider of a live connection what it publishes, step by step.',
  words: ['TENANT', 'CONNECTION'],
  options: {
    'sign-in': {
      type: 'boolean',
      text: 'Makes a link instead, waits until somebody has signed in by it, and prints what the provider sent. Signs nobody in.',
    },
    json: { type: 'boolean', text: 'Prints the steps, or all that came back, as JSON.' },
  },
  examples: ['gatehouse connection test acme borealis', 'gatehouse connection test acme borealis --sign-in'],
  async run({ words: [slug = '', id = ''], flag }, context) {
    return withParts(context, async (parts) => {
      const tenant = await getTenant(parts, slug);
      const { settings, secrets } = await parts.snapshots.live(tenant.id);
      const connection = settings.connections.find((candidate) => candidate.id === id);
      if (connection === undefined) throw new AppError('connection_unknown', { details: { tenant: slug, connection: id } });
      if (flag('sign-in')) return runSignInTest(parts, context, { tenant, tested: { connection, secrets }, asJson: flag('json') });
      const connector = connectorFor(parts.connectors, connection);
      context.err(`Testing "${connection.name}" ...`);
      const result = await connector.test(atHand(tenant, connection, secrets));
      if (flag('json')) context.out(json(result));
      else {
        for (const check of result.checks) context.out(`${check.ok ? 'ok    ' : 'FAILED'}  ${check.name}: ${check.text}`);
        context.out(result.ok ? `"${connection.name}" can be used.` : `"${connection.name}" cannot be used yet.`);
      }
      return result.ok ? exitCodes.done : exitCodes.failed;
    });
  },
};
