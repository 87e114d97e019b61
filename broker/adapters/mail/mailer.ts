import type { Log } from '../../domain/ports/log.ts';
import type { Mailer } from '../../domain/ports/mailer.ts';
import type { MailSettings } from '../../domain/senders.ts';
import { createSesMailer } from '../aws/mail.ts';
import { createSmtpMailer } from '../smtp/mailer.ts';

/** The way of sending e-mail that the operator has set up. */
export function createMailer(settings: MailSettings, log: Log): Mailer {
  switch (settings.via) {
    case 'smtp':
      return createSmtpMailer({ url: settings.url, from: settings.from, log });
    case 'ses':
      return createSesMailer({ access: settings.access, from: settings.from, configurationSet: settings.configurationSet, log });
    default:
      return settings satisfies never;
  }
}
