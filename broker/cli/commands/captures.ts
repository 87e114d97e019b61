/** Messages of a provider, kept for an hour to find a fault; the same as on the admin page, for whoever runs the broker. */
import { AppError } from '../../domain/app-error.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { Command, Input } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../context.ts';
import type { CliParts } from '../parts.ts';
import { json, table } from '../print.ts';
import { getTenant, withParts } from '../with-parts.ts';

const by = 'operator';
const when = (at: number) => new Date(at).toISOString();

export const captureStart: Command = {
  name: ['capture', 'start'],
  summary: 'Keeps the messages of a connection for an hour. Everybody who signs in by it is told before.',
  words: ['TENANT', 'CONNECTION'],
  options: {},
  examples: ['gatehouse capture start acme borealis'],
  run: (input, context) =>
    atConnection(input, context, async (parts, tenant, id) => {
      const { settings } = await parts.snapshots.live(tenant.id);
      const connection = settings.connections.find((candidate) => candidate.id === id);
      if (connection === undefined) throw new AppError('connection_unknown', { details: { tenant: tenant.slug, connection: id } });
      const started = await parts.captures.start(tenant.id, connection, by);
      if (!started.ok) throw new AppError(started.code);
      context.out(`Messages of "${connection.name}" are kept until ${when(started.capture.endsAt)}, without signatures and tokens.`);
      return exitCodes.done;
    }),
};

export const captureStop: Command = {
  name: ['capture', 'stop'],
  summary: 'Ends it before the hour is over. What was kept stays for a day, or until "capture forget".',
  words: ['TENANT', 'CONNECTION'],
  options: {},
  examples: ['gatehouse capture stop acme borealis'],
  run: (input, context) =>
    atConnection(input, context, async (parts, tenant, id) => {
      const stopped = await parts.captures.stop(tenant.id, id, by);
      context.out(stopped ? 'Messages are not kept any more.' : 'No messages were being kept.');
      return exitCodes.done;
    }),
};

export const captureForget: Command = {
  name: ['capture', 'forget'],
  summary: 'Deletes the messages that were kept of a connection, at once.',
  words: ['TENANT', 'CONNECTION'],
  options: {},
  examples: ['gatehouse capture forget acme borealis'],
  run: (input, context) =>
    atConnection(input, context, async (parts, tenant, id) => {
      const count = await parts.captures.forget(tenant.id, id, by);
      context.out(`The messages of ${count} sign-in${count === 1 ? '' : 's'} were deleted.`);
      return exitCodes.done;
    }),
};

export const captureList: Command = {
  name: ['capture', 'list'],
  summary: 'Lists the sign-ins whose messages are kept.',
  words: ['TENANT', 'CONNECTION'],
  options: { json: { type: 'boolean', text: 'Prints them as JSON.' } },
  examples: ['gatehouse capture list acme borealis'],
  run: (input, context) =>
    atConnection(input, context, async (parts, tenant, id) => {
      const running = (await parts.captures.allRunning(tenant.id)).find(({ connection }) => connection === id);
      const kept = await parts.captures.list(tenant.id, id);
      if (input.flag('json')) context.out(json({ until: running?.endsAt ?? null, kept }));
      else {
        context.out(running === undefined ? 'No messages are being kept.' : `Messages are kept until ${when(running.endsAt)}.`);
        for (const line of table(kept.map((each) => [each.id, when(each.at), each.code]))) context.out(line);
      }
      return exitCodes.done;
    }),
};

export const captureShow: Command = {
  name: ['capture', 'show'],
  summary: 'Shows the messages of one sign-in. They hold personal data.',
  words: ['TENANT', 'ID'],
  options: {},
  examples: ['gatehouse capture show acme 5bq0cVwC1m7dQ2pRkX9ZtA'],
  run: (input, context) =>
    atConnection(input, context, async (parts, tenant, id) => {
      const kept = await parts.captures.read(tenant.id, id, by);
      if (kept === null) {
        context.err('Nothing is kept under this id. Messages are deleted after 24 hours.');
        return exitCodes.failed;
      }
      context.out(`${when(kept.at)}  ${kept.connection}  ${kept.code}`);
      // What a provider wrote may hold signs that move a terminal's cursor.
      for (const { kind, text } of kept.messages) context.out(`\n${kind}\n${text.replace(/[^\P{Cc}\n]/gu, ' ')}`);
      return exitCodes.done;
    }),
};

function atConnection(
  { words: [slug = '', id = ''] }: Input,
  context: CliContext,
  work: (parts: CliParts, tenant: Tenant, id: string) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withParts(context, async (parts) => work(parts, await getTenant(parts, slug), id));
}
