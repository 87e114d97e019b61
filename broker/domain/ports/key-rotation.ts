import type { EpochMs, TenantId } from '../brands.ts';
import type { SigningAlgorithm, SigningPurpose } from './signing-keys.ts';
import type { FingerprintPurpose } from './vault.ts';

/** A signing key as an operator sees it. */
export interface SigningKeyNotes {
  readonly id: string;
  readonly purpose: SigningPurpose;
  readonly algorithm: SigningAlgorithm;
  readonly createdAt: EpochMs;
  readonly signsFrom: EpochMs;
  /** Null while nothing follows it. */
  readonly trustedUntil: EpochMs | null;
}

interface DataKeyNotes {
  readonly version: number;
  readonly createdAt: EpochMs;
  readonly masterKeyId: string;
  /** The newest seals, every one opens. */
  readonly seals: boolean;
}

interface PepperNotes {
  readonly purpose: FingerprintPurpose;
  readonly masterKeyId: string;
}

/** The keys of one tenant, without anything secret. */
export interface TenantKeys {
  readonly signing: readonly SigningKeyNotes[];
  readonly data: readonly DataKeyNotes[];
  readonly peppers: readonly PepperNotes[];
}

/** Which master keys the database needs. */
export interface MasterKeyUse {
  readonly presentId: string;
  readonly alsoId: string | null;
  /** Keys of tenants (data keys and peppers) that each of them wraps. */
  readonly byPresent: number;
  readonly byAlso: number;
  /** By keys that this broker was not given: it cannot open them. */
  readonly byOthers: number;
}

/** The keys of one tenant for one purpose and algorithm: how a rotation of them stands. */
export type SigningRotation =
  | { readonly kind: 'rotated'; readonly next: SigningKeyNotes; readonly before: readonly SigningKeyNotes[] }
  /** The rotation before is not over: a successor does not sign yet, or a predecessor is still trusted, until then. */
  | { readonly kind: 'under-way'; readonly next: SigningKeyNotes; readonly until: EpochMs };

export interface SigningTimes {
  /** How long the successor is published before it signs. */
  readonly aheadMs: number;
  /** How long its predecessors are trusted from then on. */
  readonly overlapMs: number;
}

export interface DataRotation {
  /** `none`: the tenant has sealed nothing yet. `under-way`: one was begun before and is continued. */
  readonly kind: 'none' | 'begun' | 'under-way';
  readonly version: number;
  /** From then on no broker seals under an older version, and no browser carries a value that counts. */
  readonly settledAt: EpochMs;
}

export interface Resealed {
  readonly changed: number;
  /** Somebody else had changed or removed them meanwhile; that is as good. */
  readonly passed: number;
  /** They could not be opened and stay as they are; each as `table.column row`. */
  readonly unreadable: readonly string[];
}

/** `done` of at least `total`: more may come while it runs. */
export type Progress = (done: number, total: number) => void;

/**
 * Other keys in the place of the present ones, beside running brokers. Each call may be interrupted anywhere and made
 * again, and two at once do no harm. All throw `key_unavailable` and `database_unavailable`.
 */
export interface KeyRotation {
  list(tenant: TenantId): Promise<TenantKeys>;
  masterKeyUse(): Promise<MasterKeyUse>;

  /** One entry for each kind of key that the tenant has; `null` times: the present keys are compromised and end now. */
  rotateSigning(tenant: TenantId, purposes: readonly SigningPurpose[], times: SigningTimes | null): Promise<readonly SigningRotation[]>;
  /** Until every broker has seen that a key has ended, this long. */
  readonly signingSeenMs: number;

  /** A new data key that seals from now on; a broker that knows the old one goes on with it for five minutes. */
  beginData(tenant: TenantId): Promise<DataRotation>;
  /** Seals everything in the database anew that is sealed under an older version. */
  reseal(tenant: TenantId, progress: Progress): Promise<Resealed>;
  /** Destroys the older versions once that is safe; tells how many, and how many values still need one. */
  endData(tenant: TenantId): Promise<{ readonly destroyed: number; readonly left: number; readonly needed: number }>;

  /** Wraps every key anew that another master key than the present one wraps. */
  rewrap(progress: Progress): Promise<Resealed>;
}
