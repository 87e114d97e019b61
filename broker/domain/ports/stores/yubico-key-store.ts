import type { FactorId, TenantId } from '../../brands.ts';

/** A YubiKey that somebody of a tenant has registered for Yubico OTP. */
export interface StoredKey {
  readonly tenant: TenantId;
  /** Keyed fingerprint of its public id. */
  readonly mark: string;
  readonly factor: FactorId;
  /** Does that factor still stand? Nobody else registers the key while it does. */
  readonly isHeld: boolean;
  /** How far it has counted, where the broker validates its codes; 0 where a service does. */
  readonly position: number;
}

export interface YubicoKeyStore {
  find(tenant: TenantId, mark: string): Promise<StoredKey | null>;
  /**
   * The key becomes this factor, where it still is as it was read (`seen` null: it was not there), and has not counted so far
   * yet. One conditional statement: true for one caller only.
   */
  claim(row: Omit<StoredKey, 'isHeld'>, seen: StoredKey | null): Promise<boolean>;
  /** `position` grows, in one conditional statement; false for a replay. */
  advance(row: Omit<StoredKey, 'isHeld'>): Promise<boolean>;
}
