import type { Refusal } from '../app-error.ts';
import type { EpochMs, FactorId } from '../brands.ts';
import type { Tenant } from '../tenant.ts';
import type { Visit } from '../visit.ts';
import type { PushSubscription } from './push-service.ts';

/** A phone at the login host of a tenant. Nothing it brings is believed but what its key has signed. */
export interface PhoneScene {
  readonly tenant: Tenant;
  readonly visit: Visit;
}

/** A phone wants to belong to whoever sees this code. */
export interface Pairing {
  readonly code: string;
  /** Of the link in the picture, which nobody can guess; null where the code was typed. */
  readonly token: string | null;
  /** Public key, P-256, as in a JWK. */
  readonly x: string;
  readonly y: string;
  /** Signature over `pairingText`: the key is in the phone's hands. */
  readonly proof: string;
  readonly subscription: PushSubscription | null;
}

/** What a phone asks or tells, signed (`callText`). */
export interface SignedCall {
  readonly device: string;
  readonly time: EpochMs;
  readonly nonce: string;
  /** JSON, or empty. */
  readonly body: string;
  readonly signature: string;
}

export const phoneDecisions = ['approve', 'deny', 'not-me'] as const;
export type PhoneDecision = (typeof phoneDecisions)[number];

/** The person's answer, signed (`answerText`). */
export interface SignedAnswer {
  readonly device: string;
  readonly challenge: string;
  /** As it was typed; empty unless it approves. */
  readonly number: string;
  readonly decision: PhoneDecision;
  readonly time: EpochMs;
  readonly signature: string;
}

/** What a person sees of a request before they answer. */
interface OpenRequest {
  readonly id: string;
  readonly site: string;
  readonly entering: string;
  readonly address: string;
  /** ISO 3166-1 alpha-2; null where nobody knows. */
  readonly country: string | null;
  /** The country is DB-IP's word, which has to be named beside it. */
  readonly isDbip: boolean;
  readonly browser: string | null;
  readonly askedAt: EpochMs;
  readonly until: EpochMs;
}

interface PhoneState {
  readonly ok: true;
  /** `pending`: the computer has not confirmed it yet. */
  readonly state: 'pending' | 'active';
  readonly label: string;
  /** Can it be woken up? */
  readonly wakes: boolean;
  readonly requests: readonly OpenRequest[];
}

/** What a person's phones ask of the broker. */
export interface PhoneDesk {
  /** The key that browsers are to subscribe with. */
  serverKey(scene: PhoneScene): Promise<string>;
  /** Takes the phone in; it counts once the computer has confirmed the same six digits. */
  pair(scene: PhoneScene, pairing: Pairing): Promise<{ readonly ok: true; readonly device: FactorId; readonly check: string } | Refusal>;
  /** What waits to be answered. `body` may hold a new subscription. */
  look(scene: PhoneScene, call: SignedCall): Promise<PhoneState | Refusal>;
  answer(scene: PhoneScene, answer: SignedAnswer): Promise<{ readonly ok: true } | Refusal>;
}
