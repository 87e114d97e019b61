import type { Refusal } from '../app-error.ts';
import type { Strength } from '../assurance.ts';
import type { FactorId, SubjectKey, TenantId } from '../brands.ts';

export type FactorKind = 'totp' | 'recovery-code';

/** What the page of a new factor shows. */
export interface EnrolmentOffer {
  readonly factor: FactorId;
  /** The address inside the QR picture, and the same secret as text in groups of four. */
  readonly uri: string;
  readonly secretText: string;
}

export type FactorVerdict = { readonly ok: true; readonly factor: FactorId } | Refusal;

/** One kind of second factor. It proves possession and counts its own replays; who asks and what follows is not its matter. */
export interface Factor {
  readonly kind: FactorKind;
  readonly strength: Exclude<Strength, 'none'>;
  /** Prepares a new one; pending until `confirm`. Absent where nobody enrols it by hand. */
  readonly enrol?: {
    begin(subject: FactorSubject, label: { issuer: string; account: string }): Promise<EnrolmentOffer>;
    /** Shows a pending one again (reload); null when it is gone. */
    offer(subject: FactorSubject, factor: FactorId, label: { issuer: string; account: string }): Promise<EnrolmentOffer | null>;
    confirm(subject: FactorSubject, factor: FactorId, answer: string): Promise<FactorVerdict>;
  };
  verify(subject: FactorSubject, answer: string): Promise<FactorVerdict>;
}

export interface FactorSubject {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
}
