import { emailCodeTexts as texts } from '#contract/messages/en/email-code';
import { plainName } from '../../domain/plain-name.ts';
import type { Mail } from '../../domain/ports/mailer.ts';

interface Values {
  readonly code: string;
  /** The host on which the code is to be entered. */
  readonly site: string;
  /** The name of the connection. */
  readonly name: string;
  /** Wrong codes since the last right one, whoever entered them. */
  readonly wrongTries: number;
}

/**
 * The message with a code: plain text, no link to follow, and the site by its address, which nobody can choose freely. The
 * name is an administrator's, and the message goes to people who have not asked for any: it adds no line and no link.
 */
export function codeMessage(to: string, { code, site, name, wrongTries }: Values): Mail {
  const { one, many } = texts.wrong;
  const wrong = wrongTries === 0 ? '' : wrongTries === 1 ? one : many.replace('{count}', String(wrongTries)).replace('{site}', () => site);
  const values = { code, site, name: plainName(name) || site, wrong };
  const fill = (text: string) => text.replace(/\{(code|site|name|wrong)\}/g, (_, key: keyof typeof values) => values[key]);
  return { to, subject: fill(texts.subject), text: fill(texts.text) };
}
