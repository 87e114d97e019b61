import { emailCodeTexts as texts } from '#contract/messages/en/email-code';
import type { Mail } from '../../domain/ports/mailer.ts';

/** The message with a code: plain text, no link to follow, and the site by its address, which nobody can choose freely. */
export function codeMessage(to: string, values: { readonly code: string; readonly site: string; readonly name: string }): Mail {
  const plain = { ...values, name: values.name.replace(/[\p{Cc}\p{Cf}"]/gu, ' ') };
  const fill = (text: string) => text.replace(/\{(code|site|name)\}/g, (_, key: keyof typeof plain) => plain[key]);
  return { to, subject: fill(texts.subject), text: fill(texts.text) };
}
