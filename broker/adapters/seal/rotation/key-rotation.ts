import type { KeyRotation } from '../../../domain/ports/key-rotation.ts';
import { fingerprintPurposes } from '../../../domain/ports/vault.ts';
import { createDataRotation } from './data-rotation.ts';
import type { RotationDeps } from './deps.ts';
import { createMasterRotation } from './master-rotation.ts';
import { createSigningRotation } from './signing-rotation.ts';

/** Lists and rotates keys beside running brokers. Owns the order of the steps; each value's bytes are its neighbours'. */
export function createKeyRotation(deps: RotationDeps): KeyRotation {
  const { list: signingKeys, ...signing } = createSigningRotation(deps);
  return {
    ...signing,
    ...createDataRotation(deps),
    ...createMasterRotation(deps),
    async list(tenant) {
      const dataKeys = await deps.keys.list(tenant);
      const peppers = await Promise.all(fingerprintPurposes.map((purpose) => deps.keys.findPepper(tenant, purpose)));
      return {
        signing: await signingKeys(tenant),
        data: dataKeys.map(({ version, createdAt, masterKeyId }, index) => ({
          version,
          createdAt,
          masterKeyId,
          seals: index === dataKeys.length - 1,
        })),
        peppers: peppers.flatMap((pepper) => (pepper === null ? [] : [{ purpose: pepper.purpose, masterKeyId: pepper.masterKeyId }])),
      };
    },
  };
}
