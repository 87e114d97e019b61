import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import { sendCountedSms } from '../../domain/counted-sms.ts';
import { type PhoneNumber, readPhone } from '../../domain/phone.ts';
import type { FactorScene } from '../../domain/ports/factor.ts';
import type { Marks } from '../../domain/ports/marks.ts';
import type { Notices } from '../../domain/ports/notices.ts';
import type { SmsSender } from '../../domain/ports/sms-sender.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';
import type { SmsPurpose } from '../../domain/sms-limits.ts';
import { smsText } from '../../domain/sms-text.ts';

export interface DeliverDeps {
  readonly sms: SmsSender | null;
  readonly rates: RateStore;
  readonly marks: Marks;
  readonly notices: Notices;
}

/**
 * Sends one message with a code, if every limit has room for it. Whoever signs in learns that it could not be sent, and of their
 * own limits; why else is in `because`, for log and trace.
 */
export async function deliverSms(
  { sms, rates, marks, notices }: DeliverDeps,
  scene: FactorScene,
  { number, code, purpose }: { readonly number: PhoneNumber; readonly code: string; readonly purpose: SmsPurpose },
  now: EpochMs,
): Promise<Refusal | null> {
  const { tenant, subject, methods, identity, visit, siteName } = scene;
  const { countries, perDay } = methods['sms-code'];
  // Asked again each time: the list of countries changes, and so do the numbering plans.
  const reading = await readPhone(number, { countries, voip: false });
  if (sms === null || !reading.ok) return refuse('sent_code_not_sent', `sms-code.number:${reading.ok ? 'no-sender' : reading.because}`);
  const who = { purpose, tenant: tenant.id, connection: identity.connection, person: subject, network: visit.network, perDay };
  const text = smsText({ code, name: siteName, host: new URL(tenant.loginOrigin).host });
  const outcome = await sendCountedSms({ sms, rates, marks, notices }, who, { phone: reading.phone, text }, now);
  if (outcome.sent) return null;
  const isTheirOwn = outcome.because === 'person-hour' || outcome.because === 'person-day';
  return refuse(isTheirOwn ? 'sent_code_too_many' : 'sent_code_not_sent', `sms-code.${outcome.because}`);
}
