/**
 * Temporary pass: what an administrator gives to a person they know, who has nothing else at hand. 60 bits, one use, an hour at
 * most. It stands beside the person's factors as one that ends by itself.
 */
import { plainReason } from '#contract/people/people-file';
import { refuse } from '../domain/app-error.ts';
import type { FactorId } from '../domain/brands.ts';
import { drawCode, groupedCode, readCode } from '../domain/crockford.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Factor, FactorSubject } from '../domain/ports/factor.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Notices } from '../domain/ports/notices.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { StoredFactor } from '../domain/ports/stores/factor-store.ts';
import { mostPassMinutes, type TemporaryPasses } from '../domain/ports/temporary-passes.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { sameText } from '../domain/same-text.ts';
import { type FactorSeal, subjectOf } from './sealed-factor.ts';

/** 60 bits. */
const signs = 12;
/** Of the pseudonym of a person, in the log. */
const personSigns = 8;

const noPass = refuse('second_factor_malformed', 'temporary-pass.not-twelve-signs');

export interface TemporaryPassDeps {
  readonly storage: Pick<Storage, 'factors' | 'bindings' | 'atomically'>;
  readonly seal: FactorSeal;
  readonly vault: Vault;
  readonly notices: Pick<Notices, 'tellPerson'>;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
}

export function createTemporaryPass(deps: TemporaryPassDeps): Factor & TemporaryPasses {
  const { storage, seal, vault, log, clock, random } = deps;
  const hash = ({ tenant, subject }: FactorSubject, code: string) => vault.fingerprint(tenant, 'temporary-pass', [subject, code]);
  const isPass = ({ kind, state }: StoredFactor) => kind === 'temporary-pass' && state === 'active';
  const stands = (row: StoredFactor) => isPass(row) && row.expiresAt !== null && row.expiresAt > clock.now();

  return {
    kind: 'temporary-pass',
    isGuessable: true,
    // Whoever was given one shows it before they set anything up.
    isOwn: true,
    isOffered: ({ methods }) => methods['temporary-pass'].enabled,
    isAtHand: (_, own) => own.some(stands),
    use: {
      begin: async () => ({ ok: true, memory: {} }),
      prompt: async () => ({ page: 'code', shape: 'letters', sentTo: null, againAt: null }),
      refuseSlip: ({ text }) => (readCode(text, signs) === null ? noPass : null),
      async verify(scene, _, { text }) {
        const code = readCode(text, signs);
        if (code === null) return noPass;
        const at = subjectOf(scene);
        const expected = await hash(at, code);
        for (const row of await storage.factors.list(at.tenant, at.subject)) {
          if (!stands(row) || !sameText((await seal.open(row)).data.hash ?? '', expected)) continue;
          // Using it takes it away: the one statement that lets it count once.
          if (!(await storage.factors.remove(at.tenant, at.subject, row.id))) break;
          log.info('temporary-pass.used', { tenant: at.tenant, person: at.subject.slice(0, personSigns) });
          deps.notices.tellPerson(scene, { kind: 'pass-used' });
          return { ok: true, factor: row.id };
        }
        return refuse('temporary_pass_wrong', 'temporary-pass.unknown-used-or-over');
      },
    },
    async issue(order) {
      const { tenant, subject, by, minutes } = order;
      const reason = plainReason(order.reason);
      if (reason === '') return refuse('temporary_pass_reason', 'temporary-pass.no-reason');
      if (!Number.isInteger(minutes) || minutes < 1 || minutes > mostPassMinutes)
        return refuse('temporary_pass_reason', 'temporary-pass.minutes');
      if (by.kind === 'administrator') {
        const bindings = await storage.bindings.ofSubjects(tenant, [subject]);
        if (bindings.some(({ accountId }) => accountId === by.accountId))
          return refuse('temporary_pass_for_oneself', 'temporary-pass.own-account');
      }
      const now = clock.now();
      const code = drawCode(random, signs);
      const issuer = by.kind === 'operator' ? by.kind : by.accountId;
      const whose = { tenant, subject, id: random.token(16) as FactorId, kind: 'temporary-pass' } as const;
      const kept = { hash: await hash({ tenant, subject }, code), by: issuer, reason };
      const row: StoredFactor = {
        ...whose,
        state: 'active',
        sealed: await seal.seal(whose, { label: 'Temporary pass', data: kept }),
        lastStep: 0,
        createdAt: now,
        lastUsedAt: null,
        expiresAt: now + minutes * 60_000,
      };
      await storage.atomically(async ({ factors }) => {
        for (const old of await factors.list(tenant, subject)) if (isPass(old)) await factors.remove(tenant, subject, old.id);
        await factors.insert(row);
      });
      log.info('temporary-pass.issued', { tenant, by: issuer, person: subject.slice(0, personSigns) });
      return { ok: true, text: groupedCode(code), expiresAt: now + minutes * 60_000 };
    },
  };
}
