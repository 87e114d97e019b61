import type { Mailer } from './mailer.ts';
import type { OtpValidation } from './otp-validation.ts';
import type { PushService } from './push-service.ts';
import type { SmsSender } from './sms-sender.ts';

/** Everything that people are reached through; null where the operator has not set it up. */
export interface SenderParts {
  readonly mailer: Mailer | null;
  readonly sms: SmsSender | null;
  readonly otp: OtpValidation | null;
  readonly push: PushService;
}
