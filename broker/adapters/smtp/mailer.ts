import type { Transporter } from 'nodemailer';
import { type MailServer, readMailServer } from '../../domain/mail-server.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Mail, Mailer, MailRefusal } from '../../domain/ports/mailer.ts';
import type { Secret } from '../../domain/secret.ts';
import { type Attempt, createDeliveries } from '../mail/deliveries.ts';
import { mailOptions } from './compose-mail.ts';

const connectMs = 10_000;
const silenceMs = 20_000;

/** Sends through the operator's mail server. Certificates count, and without TLS nothing is sent unless SMTP_URL says so. */
export function createSmtpMailer(deps: { url: Secret; from: string; log: Log }): Mailer {
  const server = readMailServer(deps.url.reveal());
  if (server === null) throw new Error('SMTP_URL was not checked');
  let transport: Promise<Transporter> | null = null;

  /** The library is loaded when the first message is sent: most brokers send none. */
  const transportOf = () => (transport ??= open(server));

  async function attempt(mail: Mail): Promise<Attempt> {
    try {
      const opened = await transportOf();
      await opened.sendMail(mailOptions(mail, deps.from));
      return { sent: true };
    } catch (error) {
      return { sent: false, because: refusalOf(error), word: reasonOf(error) };
    }
  }
  const { deliver, send, settled } = createDeliveries({ attempt, log: deps.log });

  return {
    deliver,
    send,
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
      await settled();
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

/** The outcome by the library's code and the server's reply (RFC 5321, 4.2.3): 5xx is its last word, everything else may pass. */
function refusalOf(error: unknown): MailRefusal {
  const { code, responseCode } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; responseCode?: unknown };
  if (code === 'EAUTH') return 'not-allowed';
  const isFinal = typeof responseCode === 'number' && responseCode >= 500;
  // Without a reply the library itself found the address to be none.
  if (code === 'EENVELOPE') return isFinal || responseCode === undefined ? 'invalid-address' : 'unavailable';
  return code === 'EMESSAGE' && isFinal ? 'rejected' : 'unavailable';
}
