/**
 * Everybody whom the broker sends to, behind one port: Amazon SNS and SES, a mail server, a push service, a validation server
 * for a YubiKey, and the page that shows what they got. For the demo and for tests.
 */
import { createSes, type Ses } from '../aws/ses.ts';
import type { AwsAccount } from '../aws/sigv4.ts';
import { createSns, type Sns } from '../aws/sns.ts';
import { readMail } from '../mail/read.ts';
import { type MailSink, startMailSink } from '../mail/sink.ts';
import { createSandboxPush, type SandboxPush } from '../push/service.ts';
import { createWireServer, type Receiver, type WireAnswer, type WireRequest } from '../wire.ts';
import { createSoftwareKey, type SoftwareKey } from '../yubico/key.ts';
import { createSandboxValidation, type SandboxValidation, type ValidationClient } from '../yubico/server.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { messageList, messagesCss, messagesPage, messagesScript } from './page.ts';

/** What opens nothing but the stand-ins. */
const sandboxAws: AwsAccount = {
  region: 'eu-north-1',
  accessKeyId: 'AKIASANDBOXSANDBOX00',
  secretAccessKey: 'demo-secret-of-the-senders/of+this=machine',
  sessionToken: null,
};
const sandboxYubico: ValidationClient = { id: '87', secret: Buffer.from('demo-secret-of-otp').toString('base64') };
/** From whom the broker writes. */
const sandboxSender = 'no-reply@help.example';

export interface Messages {
  readonly outbox: Outbox;
  readonly sns: Sns;
  readonly ses: Ses;
  readonly mail: MailSink;
  readonly push: SandboxPush;
  readonly validation: SandboxValidation;
  readonly yubikey: SoftwareKey;
  /** What a broker is told by its environment, to send through all of them; e-mail by SMTP. */
  environment(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** On 127.0.0.1; port 0 takes any. */
export async function startMessages({ port, now = Date.now }: { port: number; now?: () => number }): Promise<Messages> {
  const outbox = createOutbox(now);
  let origin = '';
  const sent = (to: readonly string[], raw: string) => {
    const { subject, text } = readMail(raw);
    outbox.add('mail', { to: to.join(', '), subject, text });
  };
  const sns = createSns({ account: sandboxAws, now, onSms: ({ to, text }) => outbox.add('sms', { to, subject: null, text }) });
  const ses = createSes({ account: sandboxAws, now, identities: ['help.example'], onMail: ({ to, raw }) => sent(to, raw) });
  const mail = await startMailSink({ onMail: ({ to, raw }) => sent(to, raw) });
  const push = createSandboxPush({
    origin: () => origin,
    now,
    onPush: ({ endpoint, payload }) => outbox.add('push', { to: `…${endpoint.slice(-8)}`, subject: null, text: payload }),
  });
  const validation = createSandboxValidation({ client: sandboxYubico, now });
  const yubikey = createSoftwareKey();
  validation.add(yubikey);
  let typed: string | null = null;

  const numberIn = ({ body }: WireRequest) => new URLSearchParams(body.toString()).get('to') ?? '';
  const pages: Readonly<Record<string, (request: WireRequest) => WireAnswer>> = {
    'GET /': () =>
      page(
        'text/html',
        messagesPage({ messages: outbox.list(), isStopped: sns.isOptedOut }, { ...yubikey, aesKey: yubikey.aesKey.toString('hex'), typed }),
      ),
    'GET /list': () => page('text/html', messageList({ messages: outbox.list(), isStopped: sns.isOptedOut })),
    'GET /messages': () => page('application/json', JSON.stringify(outbox.list())),
    'GET /style.css': () => page('text/css', messagesCss),
    'GET /script.js': () => page('text/javascript', messagesScript),
    'GET /favicon.ico': () => ({ status: 204 }),
    'POST /yubikey/press': () => {
      typed = yubikey.press();
      return back;
    },
    'POST /stop': (request) => {
      sns.optOut(numberIn(request));
      return back;
    },
    'POST /start': (request) => {
      sns.optIn(numberIn(request));
      return back;
    },
    'POST /clear': () => {
      outbox.clear();
      return back;
    },
  };
  const receivers: Readonly<Record<string, Receiver>> = {
    '/aws/sns': sns.receive,
    '/aws/ses': ses.receive,
    '/wsapi': validation.receive,
    '/push': push.receive,
  };

  async function receive(request: WireRequest): Promise<WireAnswer | null> {
    const own = pages[`${request.method} ${request.path}`];
    if (own !== undefined) return own(request);
    const mounted = Object.entries(receivers).find(([at]) => request.path === at || request.path.startsWith(`${at}/`));
    return mounted === undefined ? null : mounted[1](request);
  }

  const server = createWireServer(receive);
  origin = `http://localhost:${await server.listen(port)}`;
  return {
    outbox,
    sns,
    ses,
    mail,
    push,
    validation,
    yubikey,
    environment: () => ({
      SMTP_URL: mail.url,
      MAIL_FROM: sandboxSender,
      SMS_VIA: 'sns',
      SMS_SENDER_ID: 'GATEHOUSE',
      AWS_REGION: sandboxAws.region,
      AWS_ACCESS_KEY_ID: sandboxAws.accessKeyId,
      AWS_SECRET_ACCESS_KEY: sandboxAws.secretAccessKey,
      AWS_ENDPOINT_URL_SNS: `${origin}/aws/sns`,
      YUBICO_CLIENT_ID: sandboxYubico.id,
      YUBICO_SECRET_KEY: sandboxYubico.secret,
      YUBICO_SERVERS: `${origin}/wsapi/2.0/verify`,
      PUSH_ORIGINS: origin,
    }),
    async close() {
      await Promise.all([server.close(), mail.close()]);
    },
  };
}

function page(type: string, body: string): WireAnswer {
  return {
    status: 200,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    },
    body,
  };
}

const back: WireAnswer = { status: 303, headers: { location: '/' } };
