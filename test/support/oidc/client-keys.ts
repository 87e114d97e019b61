import { generateKeyPairSync } from 'node:crypto';
import type { SigningKey, SigningKeys } from '../../../broker/domain/ports/signing-keys.ts';

/** Keys of our own that live as long as the test: one line per tenant, exchanged when told. */
export function createClientKeys(): SigningKeys {
  const lines = new Map<string, SigningKey[]>();
  const make = (): SigningKey => ({
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    id: `key-${Math.random().toString(36).slice(2)}`,
    algorithm: 'ecdsa-p256',
    createdAt: 0,
  });
  const line = (tenant: string, purpose: string): SigningKey[] => {
    const known = lines.get(`${tenant} ${purpose}`) ?? [make()];
    lines.set(`${tenant} ${purpose}`, known);
    return known;
  };
  return {
    current: async (tenant, purpose) => line(tenant, purpose).at(-1) as SigningKey,
    trusted: async (tenant, purpose) => [...line(tenant, purpose)],
    async rotate(tenant, purpose) {
      const key = make();
      line(tenant, purpose).push(key);
      return key;
    },
  };
}
