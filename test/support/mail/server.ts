import { type MailSinkWish, type SunkMail, startMailSink } from '../../../sandbox/mail/sink.ts';

/** A mail server that keeps what it is given. */
export const startMailServer = (wish: MailSinkWish = {}) => startMailSink(wish);

/** The code that a message brings. */
export function codeIn({ raw }: SunkMail): string {
  const code = /Your code is (\d{6}|[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(raw)?.[1];
  if (code === undefined) throw new Error(`no code in:\n${raw}`);
  return code;
}
