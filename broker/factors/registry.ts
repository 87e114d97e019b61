import type { EpochMs } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Factor, FactorKind, Factors } from '../domain/ports/factor.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Marks } from '../domain/ports/marks.ts';
import type { Notices } from '../domain/ports/notices.ts';
import type { Places } from '../domain/ports/places.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SenderParts } from '../domain/ports/sender-parts.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { createEmailCode } from './email-code.ts';
import { createOwnFactors } from './own-factors.ts';
import { createPhoneDesk } from './push/desk.ts';
import { createPush } from './push.ts';
import { createRecoveryCodes } from './recovery-codes.ts';
import { createFactorSeal } from './sealed-factor.ts';
import { createSmsCode } from './sms-code.ts';
import { createTotp } from './totp.ts';
import type { Models } from './webauthn/models.ts';
import { createWebauthn } from './webauthn.ts';

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
  const recoveryCodes = createRecoveryCodes({ factors, vault, clock, random });
  const all: readonly Factor[] = [
    createWebauthn({ factors, challenges, seal, models, notices, clock, random, log }),
    createPush(ofPhones),
    createTotp({ factors, seal, clock, random }),
    createSmsCode({ ...deps, factors, challenges, rates, seal, sms: senders.sms }),
    createEmailCode({ ...deps, challenges, rates, mailer: senders.mailer }),
    recoveryCodes,
  ];
  const byKind: ReadonlyMap<FactorKind, Factor> = new Map(all.map((factor) => [factor.kind, factor]));
  return { byKind, recoveryCodes, own: createOwnFactors({ storage, seal, byKind }), phones: createPhoneDesk(ofPhones) };
}
