import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message as it arrived. */
export interface Received {
  readonly to: readonly string[];
  readonly from: string;
  readonly raw: string;
}

/** A mail server that keeps what it is given. */
export async function startMailServer(wish: { refuse?: boolean; user?: string; password?: string } = {}) {
  const received: Received[] = [];
  let waiting: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: wish.user === undefined,
    hideSTARTTLS: true,
    // Authentication over plain text is for this stand-in only.
    allowInsecureAuth: true,
    disabledCommands: wish.user === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === wish.user && password === wish.password ? done(null, { user: username }) : done(new Error('no')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (wish.refuse) return done(new Error('mailbox full'));
        const { rcptTo, mailFrom } = session.envelope;
        received.push({
          to: rcptTo.map(({ address }) => address),
          from: mailFrom === false ? '' : mailFrom.address,
          raw: Buffer.concat(chunks).toString(),
        });
        for (const wake of waiting) wake();
        waiting = [];
        return done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}?tls=none`,
    received,
    /** The message number `count`, from 1 on, once it is there. */
    async message(count: number): Promise<Received> {
      while (received.length < count) await new Promise<void>((done) => waiting.push(done));
      return received[count - 1] as Received;
    },
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

/** The code that a message brings. */
export function codeIn({ raw }: Received): string {
  const code = /Your code is (\d{6}|[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(raw)?.[1];
  if (code === undefined) throw new Error(`no code in:\n${raw}`);
  return code;
}
