import type { EpochMs } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Factor, FactorKind, Factors } from '../domain/ports/factor.ts';
import type { ReadKeyContainer } from '../domain/ports/key-containers.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Marks } from '../domain/ports/marks.ts';
import type { Notices } from '../domain/ports/notices.ts';
import type { Places } from '../domain/ports/places.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SenderParts } from '../domain/ports/sender-parts.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { createEmailCode } from './email-code.ts';
import { createTokenPool } from './oath-token/pool.ts';
import { createTokenSeal } from './oath-token/sealed-token.ts';
import { createOathToken } from './oath-token.ts';
import { createOwnFactors } from './own-factors.ts';
import { createPhoneDesk } from './push/desk.ts';
import { createPush } from './push.ts';
import { createRecoveryCodes } from './recovery-codes.ts';
import { createFactorSeal } from './sealed-factor.ts';
import { createSmsCode } from './sms-code.ts';
import { createTemporaryPass } from './temporary-pass.ts';
import { createTotp } from './totp.ts';
import type { Models } from './webauthn/models.ts';
import { createWebauthn } from './webauthn.ts';
import type { LocalKeys } from './yubico/load-keys.ts';
import { createYubicoOtp } from './yubico-otp.ts';

export interface FactorDeps {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly marks: Marks;
  readonly senders: SenderParts;
  readonly notices: Notices;
  readonly places: Places;
  /** Until when so many wrong answers in a row lock a person's factors. */
  readonly lockUntil: (failures: number, now: EpochMs) => EpochMs;
  /** Models of security keys, as the operator's files describe them. */
  readonly models: Models;
  /** YubiKeys whose codes are validated here. */
  readonly yubicoKeys: LocalKeys;
  readonly readKeyContainer: ReadKeyContainer;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
}

/** Joins every kind of second factor, best first. A new one is a file and a line here. */
export function createFactors(deps: FactorDeps): Factors {
  const { storage, vault, senders, notices, models, log, clock, random } = deps;
  const { factors, challenges, rates } = storage;
  const seal = createFactorSeal(vault);
  const ofPhones = { ...deps, seal, push: deps.senders.push };
  const recoveryCodes = createRecoveryCodes({ factors, vault, clock, random, notices });
  const tokenSeal = createTokenSeal(vault);
  const passes = createTemporaryPass({ storage, seal, vault, notices, log, clock, random });
  const all: readonly Factor[] = [
    createWebauthn({ factors, challenges, seal, models, notices, clock, random, log }),
    createPush(ofPhones),
    createTotp({ factors, seal, clock, random }),
    createOathToken({ storage, seal, tokenSeal, clock, random }),
    createYubicoOtp({ storage, vault, seal, otp: senders.otp, keys: deps.yubicoKeys, clock, random }),
    createSmsCode({ ...deps, factors, challenges, rates, seal, sms: senders.sms }),
    createEmailCode({ ...deps, challenges, rates, mailer: senders.mailer }),
    recoveryCodes,
    passes,
  ];
  const byKind: ReadonlyMap<FactorKind, Factor> = new Map(all.map((factor) => [factor.kind, factor]));
  const own = createOwnFactors({ storage, seal, byKind });
  const tokens = createTokenPool({ storage, seal: tokenSeal, own, readKeyContainer: deps.readKeyContainer, clock, random });
  return { byKind, recoveryCodes, own, phones: createPhoneDesk(ofPhones), passes, tokens };
}
