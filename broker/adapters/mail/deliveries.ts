import type { Log } from '../../domain/ports/log.ts';
import type { Mail, Mailer, MailOutcome, MailRefusal } from '../../domain/ports/mailer.ts';

/** What a way of sending says: the outcome, and its own word for a failure, without addresses, for the log. */
export type Attempt = { readonly sent: true } | { readonly sent: false; readonly because: MailRefusal; readonly word: string };

/** More at once means that the service does not keep up; what is beyond is not kept for later. */
const mostUnderWay = 200;

/** Sends through `attempt`, which must not throw, in the background or waited for; failures are logged once, here. */
export function createDeliveries({
  attempt,
  log,
}: {
  attempt: (mail: Mail) => Promise<Attempt>;
  log: Log;
}): Pick<Mailer, 'deliver' | 'send'> & { settled(): Promise<void> } {
  const underWay = new Set<Promise<MailOutcome>>();

  async function sendOne(mail: Mail): Promise<MailOutcome> {
    // The answer to the request is not to wait for any of this.
    await new Promise((done) => setImmediate(done));
    const outcome = await attempt(mail);
    if (outcome.sent) return { sent: true };
    log.error('mail-not-sent', { because: outcome.word });
    return { sent: false, because: outcome.because };
  }

  function send(mail: Mail): Promise<MailOutcome> {
    if (underWay.size >= mostUnderWay) {
      log.error('mail-not-sent', { because: 'mail.too-many' });
      return Promise.resolve({ sent: false, because: 'throttled' });
    }
    const sending = sendOne(mail).finally(() => underWay.delete(sending));
    underWay.add(sending);
    return sending;
  }

  return {
    send,
    deliver: (mail) => void send(mail),
    settled: async () => void (await Promise.all(underWay)),
  };
}
