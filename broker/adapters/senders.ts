import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Outbound } from '../domain/ports/outbound.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SenderParts } from '../domain/ports/sender-parts.ts';
import type { SigningKeys } from '../domain/ports/signing-keys.ts';
import type { MailSettings, Senders } from '../domain/senders.ts';
import { createSmsSender } from './aws/sms.ts';
import { createMailer } from './mail/mailer.ts';
import { createPushService } from './push/service.ts';
import { createOtpValidation } from './yubico/validation.ts';

export interface SenderDeps {
  readonly outbound: Outbound;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Makes every sender that the operator has set up. None of them reaches out before it has something to send. */
export function createSenders(
  { mail, senders, baseUrl }: { readonly mail: MailSettings | null; readonly senders: Senders; readonly baseUrl: string },
  deps: SenderDeps,
): SenderParts & { close(): Promise<void> } {
  const mailer = mail && createMailer(mail, deps.log);
  const sms = senders.sms && createSmsSender({ settings: senders.sms, log: deps.log });
  return {
    mailer,
    sms,
    otp: senders.yubico && createOtpValidation({ ...deps, settings: senders.yubico }),
    // Apple's service takes no message from who has no contact of https or mailto.
    push: createPushService({ ...deps, origins: senders.pushOrigins, contact: baseUrl.startsWith('https:') ? baseUrl : null }),
    async close() {
      await Promise.all([mailer?.close(), sms?.close()]);
    },
  };
}
