import { recommendedMethods } from '#contract/settings/methods';
import type { SubjectKey, TenantId } from '../../../broker/domain/brands.ts';
import type { FactorScene } from '../../../broker/domain/ports/factor.ts';
import type { PersonEvent } from '../../../broker/domain/ports/notices.ts';
import type { OtpValidation } from '../../../broker/domain/ports/otp-validation.ts';
import { codeOf } from '../../../broker/factors/oath-token/codes.ts';
import { createTokenPool } from '../../../broker/factors/oath-token/pool.ts';
import { createTokenSeal } from '../../../broker/factors/oath-token/sealed-token.ts';
import type { Token } from '../../../broker/factors/oath-token/token.ts';
import { createOathToken } from '../../../broker/factors/oath-token.ts';
import { createOwnFactors } from '../../../broker/factors/own-factors.ts';
import { createRecoveryCodes } from '../../../broker/factors/recovery-codes.ts';
import { createFactorSeal } from '../../../broker/factors/sealed-factor.ts';
import { createTemporaryPass } from '../../../broker/factors/temporary-pass.ts';
import type { LocalKeys } from '../../../broker/factors/yubico/load-keys.ts';
import { createYubicoOtp } from '../../../broker/factors/yubico-otp.ts';
import { readKeyContainer } from '../../../broker/saml/pskc/read.ts';
import { aFactorScene } from '../builders/factor-scene.ts';
import { aTenant } from '../builders/tenant.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { createFixedRandom } from '../fixed-random.ts';
import { createRecordedLog } from '../recorded-log.ts';
import { openTestStorage, type TestStorage } from '../storage.ts';

export const sceneOf = (subject: string, tenant = 'acme', more: Partial<FactorScene> = {}): FactorScene =>
  aFactorScene({
    tenant: aTenant({ id: tenant as TenantId }),
    subject: subject as SubjectKey,
    methods: {
      ...recommendedMethods,
      'oath-token': { enabled: true },
      'yubico-otp': { enabled: true },
    },
    ...more,
  });

export const secretHex = '3132333435363738393031323334353637383930';
const secret = new Uint8Array(Buffer.from(secretHex, 'hex'));

/** What the token with that secret shows. */
export const hotpCode = (counter: number, digits: 6 | 8 = 6) => codeOf({ secret, algorithm: 'sha1', digits }, counter);
export const totpCode = (ms: number, token: Partial<Pick<Token, 'algorithm' | 'digits'>> = {}, seconds = 30) =>
  codeOf({ secret, algorithm: 'sha1', digits: 6, ...token }, Math.floor(ms / 1000 / seconds));

export interface FactorBenchWish {
  readonly otp?: OtpValidation | null;
  readonly keys?: LocalKeys;
  /** Another broker's storage and clock over the same database. */
  readonly storage?: TestStorage;
  readonly clock?: FakeClock;
  readonly seed?: string;
}

/** The factors of hardware tokens, YubiKeys, passes and recovery codes over real storage. */
export async function openFactorBench(wish: FactorBenchWish = {}) {
  const clock = wish.clock ?? createFakeClock();
  const storage = wish.storage ?? (await openTestStorage({ clock }));
  const random = createFixedRandom(wish.seed ?? 'factors');
  const { vault } = storage;
  const log = createRecordedLog();
  const told: PersonEvent[] = [];
  const notices = { tellPerson: (_: unknown, event: PersonEvent) => void told.push(event) };
  const seal = createFactorSeal(vault);
  const tokenSeal = createTokenSeal(vault);
  const oath = createOathToken({ storage, seal, tokenSeal, clock, random });
  const yubico = createYubicoOtp({ storage, vault, seal, otp: wish.otp ?? null, keys: wish.keys ?? new Map(), clock, random });
  const pass = createTemporaryPass({ storage, seal, vault, notices, log, clock, random });
  const recovery = createRecoveryCodes({ factors: storage.factors, vault, clock, random, notices });
  const own = createOwnFactors({ storage, seal, byKind: new Map([oath, yubico, pass, recovery].map((factor) => [factor.kind, factor])) });
  const pool = createTokenPool({ storage, seal: tokenSeal, own, readKeyContainer, clock, random });
  return { clock, storage, log, told, oath, yubico, pass, recovery, own, pool, close: () => storage.close() };
}

export type FactorBench = Awaited<ReturnType<typeof openFactorBench>>;
