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
  /** Absent where nobody enrols it by hand. */
  readonly enrol?: {
    /** Prepares a new one; pending until `confirm`. */
    begin(subject: FactorSubject): Promise<FactorId>;
    /** What to show of a pending one, as often as the page is loaded; null when it is gone. */
    offer(subject: FactorSubject, factor: FactorId, label: { issuer: string; account: string }): Promise<EnrolmentOffer | null>;
    confirm(subject: FactorSubject, factor: FactorId, answer: string): Promise<FactorVerdict>;
  };
  /** Refuses what is no code at all: a slip of the finger, not a guess. Null for what must be judged. */
  refuseSlip(answer: string): Refusal | null;
  verify(subject: FactorSubject, answer: string): Promise<FactorVerdict>;
}

export interface FactorSubject {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
}

export interface RecoveryCodes extends Factor {
  /** Makes ten new ones and voids the old. The texts are for showing once; nobody can read them again. */
  issue(at: FactorSubject): Promise<readonly string[]>;
}

/** Every kind of second factor, best first: the order in which a person is asked. */
export interface Factors {
  readonly byKind: ReadonlyMap<FactorKind, Factor>;
  readonly recoveryCodes: RecoveryCodes;
}
