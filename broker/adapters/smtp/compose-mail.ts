import type { SendMailOptions } from 'nodemailer';
import type { Mail } from '../../domain/ports/mailer.ts';

/** The message as the library takes it: plain text to one address, marked as written by a machine (RFC 3834). */
export function mailOptions({ to, subject, text }: Mail, from: string): SendMailOptions {
  return { from, to: { name: '', address: to }, subject, text, headers: { 'auto-submitted': 'auto-generated' } };
}

/** The message in its form on the wire (RFC 5322), for services that take it over by other ways than SMTP. */
export async function composeMail(mail: Mail, from: string): Promise<Uint8Array> {
  const { createTransport } = await import('nodemailer');
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { message } = await composer.sendMail(mailOptions(mail, from));
  if (!Buffer.isBuffer(message)) throw new Error('a message that was not composed');
  return message;
}
