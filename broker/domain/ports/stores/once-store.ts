import type { EpochMs, TenantId } from '../../brands.ts';

/** Things that count once: assertion ids, calls of Forge that change something. */
export interface OnceStore {
  /** True for the first caller only, ever, until `expiresAt`; one conditional statement. */
  consume(tenant: TenantId, kind: string, key: string, expiresAt: EpochMs): Promise<boolean>;
  sweep(now: EpochMs): Promise<number>;
}
