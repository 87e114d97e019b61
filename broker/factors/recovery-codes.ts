/** Recovery codes: look-up secrets of 80 bits (NIST SP 800-63B-4, 3.1.2), shown once, kept as keyed hashes, each good once. */
import { refuse } from '../domain/app-error.ts';
import type { FactorId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { FactorSubject, FactorVerdict, RecoveryCodes } from '../domain/ports/factor.ts';
import type { Random } from '../domain/ports/random.ts';
import type { FactorStore } from '../domain/ports/stores/factor-store.ts';
import type { Vault } from '../domain/ports/vault.ts';

const codeCount = 10;
const codeLength = 16;
/** Crockford's base32: no I, L, O, U, so that nothing can be misread. 32 signs, so 5 bits of a random byte each. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function createRecoveryCodes(deps: { factors: FactorStore; vault: Vault; clock: Clock; random: Random }): RecoveryCodes {
  const hash = (at: FactorSubject, code: string) => deps.vault.fingerprint(at.tenant, 'recovery-code', [at.subject, code]);

  return {
    kind: 'recovery-code',
    strength: 'any',
    async issue(at) {
      const codes = Array.from({ length: codeCount }, () =>
        Array.from(deps.random.bytes(codeLength), (byte) => alphabet[byte & 31]).join(''),
      );
      await deps.factors.replaceRecoveryCodes(at.tenant, at.subject, await Promise.all(codes.map((code) => hash(at, code))));
      return codes.map((code) => (code.match(/.{4}/g) ?? []).join('-'));
    },
    async verify(at, answer): Promise<FactorVerdict> {
      const code = codeIn(answer);
      if (code === null) return refuse('second_factor_malformed', 'recovery-code.not-sixteen-signs');
      const spent = await deps.factors.spendRecoveryCode(at.tenant, at.subject, await hash(at, code), deps.clock.now());
      return spent ? { ok: true, factor: 'recovery-code' as FactorId } : refuse('recovery_code_wrong', 'recovery-code.unknown-or-used');
    },
  };
}

/** A code as people type it: any case, blanks and hyphens, O for 0 and I or L for 1. Null for anything else. */
function codeIn(answer: string): string | null {
  const code = answer.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === codeLength && Array.from(code).every((sign) => alphabet.includes(sign)) ? code : null;
}
