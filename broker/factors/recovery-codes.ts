/** Recovery codes: look-up secrets of 80 bits (NIST SP 800-63B-4, 3.1.2), shown once, kept as keyed hashes, each good once. */
import { refuse } from '../domain/app-error.ts';
import type { FactorId } from '../domain/brands.ts';
import { drawCode, groupedCode, readCode } from '../domain/crockford.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Factor, FactorSubject, RecoveryCodes } from '../domain/ports/factor.ts';
import type { Notices } from '../domain/ports/notices.ts';
import type { Random } from '../domain/ports/random.ts';
import type { FactorStore } from '../domain/ports/stores/factor-store.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { subjectOf } from './sealed-factor.ts';

const codeCount = 10;
/** 80 bits. */
const codeLength = 16;

const noCode = refuse('second_factor_malformed', 'recovery-code.not-sixteen-signs');

export function createRecoveryCodes(deps: {
  factors: FactorStore;
  vault: Vault;
  clock: Clock;
  random: Random;
  notices: Pick<Notices, 'tellPerson'>;
}): Factor & RecoveryCodes {
  const hash = (at: FactorSubject, code: string) => deps.vault.fingerprint(at.tenant, 'recovery-code', [at.subject, code]);

  return {
    kind: 'recovery-code',
    isGuessable: true,
    isOwn: false,
    isOffered: ({ methods }) => methods['recovery-code'].enabled,
    // They stand in for a factor that is there; by themselves they are nobody's second step.
    isAtHand: async ({ tenant, subject }, own) =>
      own.some(({ kind }) => kind !== 'temporary-pass') && (await deps.factors.countRecoveryCodes(tenant.id, subject)) > 0,
    async issue(at) {
      const codes = Array.from({ length: codeCount }, () => drawCode(deps.random, codeLength));
      await deps.factors.replaceRecoveryCodes(at.tenant, at.subject, await Promise.all(codes.map((code) => hash(at, code))));
      return codes.map(groupedCode);
    },
    use: {
      begin: async () => ({ ok: true, memory: {} }),
      prompt: async () => ({ page: 'code', shape: 'letters', sentTo: null, againAt: null }),
      refuseSlip: ({ text }) => (readCode(text, codeLength) === null ? noCode : null),
      async verify(scene, _, { text }) {
        const code = readCode(text, codeLength);
        if (code === null) return noCode;
        const at = subjectOf(scene);
        const fresh = scene.methods['recovery-code'].replaceUsed ? drawCode(deps.random, codeLength) : null;
        const replacement = fresh === null ? undefined : await hash(at, fresh);
        if (!(await deps.factors.spendRecoveryCode(at.tenant, at.subject, await hash(at, code), deps.clock.now(), replacement)))
          return refuse('recovery_code_wrong', 'recovery-code.unknown-or-used');
        const left = await deps.factors.countRecoveryCodes(at.tenant, at.subject);
        deps.notices.tellPerson(scene, { kind: 'recovery-code-used', left });
        return { ok: true, factor: 'recovery-code' as FactorId, ...(fresh !== null && { codes: [groupedCode(fresh)] }) };
      },
    },
  };
}
