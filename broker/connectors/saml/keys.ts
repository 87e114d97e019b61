import type { KeyObject } from 'node:crypto';
import type { TenantId } from '../../domain/brands.ts';
import type { SigningKeys } from '../../domain/ports/signing-keys.ts';

/** Our own keys towards providers. */
export interface ServiceKeys {
  /** Signs requests. RSA, which every provider can verify. */
  signer(tenant: TenantId): Promise<KeyObject>;
  /** Private keys that open what providers encrypt to us; several during an exchange. */
  decryption(tenant: TenantId): Promise<readonly KeyObject[]>;
}

export function createServiceKeys(keys: SigningKeys): ServiceKeys {
  return {
    signer: async (tenant) => (await keys.current(tenant, 'connection', 'rsa-2048')).privateKey,
    decryption: async (tenant) => (await keys.trusted(tenant, 'decryption', 'rsa-2048')).map((key) => key.privateKey),
  };
}
