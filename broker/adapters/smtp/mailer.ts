import type { Transporter } from 'nodemailer';
import { type MailServer, readMailServer } from '../../domain/mail-server.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Mail, Mailer } from '../../domain/ports/mailer.ts';
import type { Secret } from '../../domain/secret.ts';

const connectMs = 10_000;
const silenceMs = 20_000;
/** More at once means that the mail server does not keep up; what is beyond is not kept for later. */
const mostUnderWay = 200;

/** Sends through the operator's mail server. Certificates count, and without TLS nothing is sent unless SMTP_URL says so. */
export function createMailer(deps: { url: Secret; from: string; log: Log }): Mailer {
  const server = readMailServer(deps.url.reveal());
  if (server === null) throw new Error('SMTP_URL was not checked');
  let transport: Promise<Transporter> | null = null;
  const underWay = new Set<Promise<void>>();

  /** The library is loaded when the first message is sent: most brokers send none. */
  const transportOf = () => (transport ??= open(server));

  async function send(mail: Mail): Promise<void> {
    try {
      // The answer to the request is not to wait for any of this.
      await new Promise((done) => setImmediate(done));
      const { to, subject, text } = mail;
      const opened = await transportOf();
      await opened.sendMail({
        from: deps.from,
        to: { name: '', address: to },
        subject,
        text,
        headers: { 'auto-submitted': 'auto-generated' },
      });
    } catch (error) {
      deps.log.error('mail-not-sent', { because: reasonOf(error) });
    }
  }

  return {
    deliver(mail) {
      if (underWay.size >= mostUnderWay) {
        deps.log.error('mail-not-sent', { because: 'mail.too-many' });
        return;
      }
      const sending = send(mail).finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
    async problem() {
      try {
        const opened = await transportOf();
        await opened.verify();
        return null;
      } catch (error) {
        return reasonOf(error);
      }
    },
    async close() {
      await Promise.all(underWay);
      if (transport !== null) (await transport).close();
    },
  };
}

async function open({ host, port, tls, user, password }: MailServer): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    // A message is what we wrote: nothing in it may fetch or read anything.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** The library's code for what happened; its sentences may hold addresses of people. */
function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return `mail.${typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'unknown'}`;
}
