import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createMasterKeys } from '../../../../../broker/adapters/seal/master-keys.ts';
import { createSigningRotation } from '../../../../../broker/adapters/seal/rotation/signing-rotation.ts';
import { createSigningKeys } from '../../../../../broker/adapters/seal/signing-keys.ts';
import type { TenantId } from '../../../../../broker/domain/brands.ts';
import type { SigningKeys } from '../../../../../broker/domain/ports/signing-keys.ts';
import { createFakeClock, type FakeClock } from '../../../../support/fake-clock.ts';
import { createFixedRandom } from '../../../../support/fixed-random.ts';
import { createRecordedLog } from '../../../../support/recorded-log.ts';
import { openTestStorage, type TestStorage, testMasterKey } from '../../../../support/storage.ts';

const tenant = 't1' as TenantId;
const hour = 3_600_000;

let storage: TestStorage;
let clock: FakeClock;

beforeEach(async () => {
  clock = createFakeClock();
  storage = await openTestStorage({ clock });
});
afterEach(() => storage.close());

const keysOf = (seed: string) =>
  createSigningKeys({ vault: storage.vault, keys: storage.signingKeys, random: createFixedRandom(seed), clock });

function rotationWith(signingKeys: SigningKeys) {
  const random = createFixedRandom('rotation');
  return createSigningRotation({
    masterKeys: createMasterKeys({ present: testMasterKey }, random),
    keys: storage.tenantKeys,
    signingKeyStore: storage.signingKeys,
    signingKeys,
    rotation: storage.rotation,
    random,
    clock,
    log: createRecordedLog(),
  });
}

test('an end of all keys comes again when an ordinary exchange was faster and let the old key live on', async () => {
  const old = await keysOf('first').current(tenant, 'login', 'ecdsa-p256');
  const mine = keysOf('mine');
  const others = keysOf('others');
  let turn = 0;
  const losing: SigningKeys = {
    ...mine,
    async rotate(...[of, purpose, algorithm, times]) {
      // What a lost race answers: the key that somebody else made, under their conditions.
      if (turn++ === 0)
        return others.rotate(of, purpose, algorithm, { signsFrom: clock.now() + hour, trustedUntil: clock.now() + 2 * hour });
      return mine.rotate(of, purpose, algorithm, times);
    },
  };
  await rotationWith(losing).rotateSigning(tenant, ['login'], null);
  expect(turn).toBe(2);
  const trusted = await keysOf('later').trusted(tenant, 'login', 'ecdsa-p256');
  expect(trusted.map(({ id }) => id)).not.toContain(old.id);
  expect(trusted).toHaveLength(1);
});

test('each purpose and algorithm that is there gets a successor, and no other is made', async () => {
  const keys = keysOf('keys');
  await keys.current(tenant, 'login', 'ecdsa-p256');
  await keys.current(tenant, 'login', 'rsa-2048');
  const results = await rotationWith(keys).rotateSigning(tenant, ['login', 'portal'], { aheadMs: 1000, overlapMs: hour });
  expect(results.map(({ kind, next }) => [kind, next.purpose, next.algorithm])).toEqual([
    ['rotated', 'login', 'ecdsa-p256'],
    ['rotated', 'login', 'rsa-2048'],
  ]);
});
