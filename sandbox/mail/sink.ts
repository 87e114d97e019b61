/** A mail server that takes everything and delivers nothing (RFC 5321). */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message as it arrived. */
export interface SunkMail {
  readonly to: readonly string[];
  readonly from: string;
  readonly raw: string;
}

export interface MailSinkWish {
  /** Refuses every message when it has been read. */
  readonly refuse?: boolean;
  /** Refuses these receivers: 550 for good, 450 for now. */
  readonly refuseTo?: Readonly<Record<string, 450 | 550>>;
  /** The only ones who may send; anybody unless told. */
  readonly user?: string;
  readonly password?: string;
  readonly onMail?: (mail: SunkMail) => void;
}

/** On 127.0.0.1, without TLS. */
export async function startMailSink(wish: MailSinkWish = {}) {
  const received: SunkMail[] = [];
  let waiting: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: wish.user === undefined,
    hideSTARTTLS: true,
    // Authentication over plain text is for this stand-in only.
    allowInsecureAuth: true,
    disabledCommands: wish.user === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === wish.user && password === wish.password ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo({ address }, _session, done) {
      const code = wish.refuseTo?.[address];
      return code === undefined ? done() : done(Object.assign(new Error('not here'), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (wish.refuse) return done(new Error('mailbox full'));
        const { rcptTo, mailFrom } = session.envelope;
        const mail = {
          to: rcptTo.map(({ address }) => address),
          from: mailFrom === false ? '' : mailFrom.address,
          raw: Buffer.concat(chunks).toString(),
        };
        received.push(mail);
        wish.onMail?.(mail);
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
    /** For SMTP_URL. */
    url: `smtp://127.0.0.1:${port}?tls=none`,
    received,
    /** The message number `count`, from 1 on, once it is there. */
    async message(count: number): Promise<SunkMail> {
      while (received.length < count) await new Promise<void>((done) => waiting.push(done));
      return received[count - 1] as SunkMail;
    },
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

export type MailSink = Awaited<ReturnType<typeof startMailSink>>;
