import { smsCodeTexts as texts } from '#contract/messages/en/sms-code';

/** One segment of the alphabet that every phone knows (3GPP TS 23.038, 6.2.1); a second one would cost as much again. */
const segment = 160;
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/**
 * The text of a message with a code. Its last line binds the code to the login host, so that phones offer to fill it in
 * there and nowhere else (WICG, origin-bound one-time codes). The name of the site is left out where it would take a second
 * segment, or signs that make every sign of the message longer.
 */
export function smsText({ code, name, host }: { readonly code: string; readonly name: string; readonly host: string }): string {
  const bound = `\n\n@${host} #${code}`;
  const plain = name
    .replace(/[\p{Cc}\p{Cf}@#"]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const full = `${fill(texts.text, { code, name: plain })}${bound}`;
  return plain !== '' && fits(full) ? full : `${fill(texts.short, { code, name: '' })}${bound}`;
}

function fill(text: string, values: { readonly code: string; readonly name: string }): string {
  return text.replace(/\{(code|name)\}/g, (_, key: keyof typeof values) => values[key]);
}

function fits(text: string): boolean {
  return text.length <= segment && Array.from(text).every((sign) => basic.includes(sign));
}
