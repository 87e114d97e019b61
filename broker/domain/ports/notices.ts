import type { EpochMs, SubjectKey, TenantId } from '../brands.ts';
import type { Mailbox } from '../mailbox.ts';
import type { Visit } from '../visit.ts';
import type { FactorKind } from './factor.ts';

/**
 * Whom to tell, and of what moment. A `FactorScene` is one. The address comes from the present sign-in or session, or was sealed
 * into a challenge by it; those that administrators gave for the person are told as well.
 */
export interface NoticeTo {
  readonly tenant: { readonly id: TenantId };
  readonly subject: SubjectKey;
  /** What people call this site. */
  readonly siteName: string;
  readonly mailbox: Pick<Mailbox, 'address'> | null;
  /** Where it happened; null where no browser of the person was there. */
  readonly visit: Pick<Visit, 'address' | 'agent'> | null;
}

/** What a person is told out of band. The name that a factor was given is left out: who adds one to another's account would write to them. */
export type PersonEvent =
  | { readonly kind: 'factor-added' | 'factor-renamed' | 'factor-removed'; readonly method: FactorKind }
  | { readonly kind: 'recovery-codes-made' }
  /** Told with a warning when few are left. */
  | { readonly kind: 'recovery-code-used'; readonly left: number }
  /** Too many wrong answers in a row. */
  | { readonly kind: 'locked'; readonly until: EpochMs }
  /** They said on their phone that a request was not theirs. */
  | { readonly kind: 'not-me' }
  /** The mark of a remembered browser was used twice: somebody has a copy. */
  | { readonly kind: 'browser-stolen' }
  | { readonly kind: 'pass-used' }
  | { readonly kind: 'reset' }
  /** The counter of a security key went back (WebAuthn 3, 6.1.1). */
  | { readonly kind: 'key-cloned' };

/**
 * What the administrators of a tenant are told, at the addresses of its settings. `person`: whom it happened to, as the company calls
 * them. Counted by `subject`: what somebody is called can be changed at the company.
 */
export type AdministratorEvent =
  | { readonly kind: 'sms-budget-low' | 'sms-budget-spent' | 'sms-set-ups-spent' }
  | { readonly kind: 'sms-country-paused'; readonly country: string }
  | { readonly kind: 'not-me' | 'key-cloned' | 'browser-stolen'; readonly person: string; readonly subject: SubjectKey };

/**
 * Notices out of band, in plain text: nothing secret, and nothing to follow or click. None holds anybody up: these return at
 * once and never throw; what could not be sent is in the log. Each is limited by the day.
 */
export interface Notices {
  tellPerson(to: NoticeTo, event: PersonEvent): void;
  tellAdministrators(tenant: TenantId, event: AdministratorEvent): void;
  /** When the mail server has taken what people were told so far, or it was given up; for tests, and for an orderly end. */
  settled(): Promise<void>;
}
