import type { Part, PartHash, PartRef } from '#contract/settings/parts';
import type { EpochMs, TenantId } from '../../brands.ts';

export interface ActiveRevision {
  readonly epoch: number;
  readonly revision: number;
  readonly parts: readonly PartRef[];
  /** SHA-256 over the canonical manifest, base64url. */
  readonly manifestHash: string;
  readonly activatedAt: EpochMs;
}

export type ActivationOutcome =
  | { readonly kind: 'activated' }
  /** The same revision with the same parts is live already. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'stale'; readonly live: ActiveRevision }
  /** Same (epoch, revision), other parts. */
  | { readonly kind: 'conflict'; readonly live: ActiveRevision };

export interface SettingsStore {
  /** Contents are sealed under the tenant's key before they reach the table. Idempotent. */
  putPart(tenant: TenantId, part: Part, now: EpochMs): Promise<void>;
  missing(tenant: TenantId, hashes: readonly PartHash[]): Promise<readonly PartHash[]>;
  parts(tenant: TenantId, refs: readonly PartRef[]): Promise<readonly Part[]>;
  active(tenant: TenantId): Promise<ActiveRevision | null>;
  /** Which revision is live, and stays so until the transaction ends. Others may hold it at once; activations wait. */
  holdActive(tenant: TenantId): Promise<Pick<ActiveRevision, 'epoch' | 'revision'> | null>;
  /** What is live, for whoever is about to change it: until the transaction ends nobody else holds, takes or changes it. */
  takeActive(tenant: TenantId): Promise<ActiveRevision | null>;
  /** Atomic: exactly one of racing calls wins, and (epoch, revision) never goes down. Others wait until the transaction ends. */
  activate(tenant: TenantId, next: ActiveRevision): Promise<ActivationOutcome>;
  /** Forgets parts that the live revision does not use and that were put before `before`. */
  sweepParts(tenant: TenantId, before: EpochMs): Promise<number>;
}
