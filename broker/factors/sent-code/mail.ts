import { sentCodeMail } from '#contract/messages/en/sent-codes';
import type { EpochMs } from '../../domain/brands.ts';
import { plainName } from '../../domain/plain-name.ts';
import type { FactorScene } from '../../domain/ports/factor.ts';
import type { Mail } from '../../domain/ports/mailer.ts';
import type { Places } from '../../domain/ports/places.ts';
import { visitLines } from '../../domain/visit-words.ts';

interface Sent {
  readonly scene: Pick<FactorScene, 'tenant' | 'siteName' | 'visit'>;
  /** As it is to be shown. */
  readonly code: string;
  readonly minutes: number;
  readonly now: EpochMs;
  readonly places: Places;
}

/** The message with a code: plain text, no link to follow, and nothing of the choosing of whoever signs in. */
export function codeMail(to: string, { scene, code, minutes, now, places }: Sent): Mail {
  const site = plainName(scene.siteName) || new URL(scene.tenant.loginOrigin).host;
  const values = { site, code, minutes: String(minutes), facts: visitLines(now, scene.visit, places) };
  const fill = (text: string) => text.replace(/\{(site|code|minutes|facts)\}/g, (_, name: keyof typeof values) => values[name]);
  return { to, subject: fill(sentCodeMail.subject), text: fill(sentCodeMail.text) };
}
