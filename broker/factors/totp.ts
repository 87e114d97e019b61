/**
 * Authenticator app: time-based one-time passwords (RFC 6238) on otplib. Owns the secret's life and its replay rule; who
 * is asked, and what follows, is the login's matter.
 */
import { generateURI, ScureBase32Plugin, verifySync } from 'otplib';
import { refuse } from '../domain/app-error.ts';
import type { EpochMs, FactorId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { EnrolmentOffer, Factor, FactorSubject, FactorVerdict } from '../domain/ports/factor.ts';
import type { Random } from '../domain/ports/random.ts';
import type { FactorStore, StoredFactor } from '../domain/ports/stores/factor-store.ts';
import type { Vault } from '../domain/ports/vault.ts';

/** RFC 4226, section 4, R6 asks for 128 bits and recommends 160. */
const secretBytes = 20;
const periodSeconds = 30;
/** A set-up that nobody confirmed is void after this long. */
const pendingLifetimeMs = 10 * 60_000;
/** More set-ups under way than this are the work of a script. */
const maxPending = 3;

const noCode = refuse('second_factor_malformed', 'totp.not-six-digits');

const base32 = new ScureBase32Plugin();

/** Makes the authenticator-app factor. SHA-1, 6 digits, 30 s: what every app understands. */
export function createTotp(deps: { factors: FactorStore; vault: Vault; clock: Clock; random: Random }): Factor {
  const place = (at: FactorSubject, factor: FactorId) => ({ tenant: at.tenant, table: 'mfa_factor', row: factor, column: 'sealed' });

  async function secretOf(at: FactorSubject, row: StoredFactor): Promise<string> {
    return new TextDecoder().decode(await deps.vault.open(place(at, row.id), row.sealed));
  }

  async function pending(at: FactorSubject, id: FactorId): Promise<StoredFactor | null> {
    const row = await deps.factors.find(at.tenant, id);
    if (row === null || row.subject !== at.subject || row.kind !== 'totp' || row.state !== 'pending') return null;
    return deps.clock.now() - row.createdAt < pendingLifetimeMs ? row : null;
  }

  return {
    kind: 'totp',
    strength: 'strong',
    enrol: {
      async begin(at) {
        const now = deps.clock.now();
        await deps.factors.removePending(at.tenant, at.subject, now - pendingLifetimeMs);
        const open = (await deps.factors.list(at.tenant, at.subject)).filter((row) => row.state === 'pending');
        if (open.length >= maxPending) await deps.factors.removePending(at.tenant, at.subject, now + 1);
        const id = deps.random.token(16) as FactorId;
        const secret = base32.encode(deps.random.bytes(secretBytes), { padding: false });
        await deps.factors.insert({
          tenant: at.tenant,
          id,
          subject: at.subject,
          kind: 'totp',
          state: 'pending',
          sealed: await deps.vault.seal(place(at, id), new TextEncoder().encode(secret)),
          lastStep: 0,
          createdAt: now,
          lastUsedAt: null,
        });
        return id;
      },
      async offer(at, factor, label) {
        const row = await pending(at, factor);
        return row === null ? null : offerOf(row.id, await secretOf(at, row), label);
      },
      async confirm(at, factor, answer): Promise<FactorVerdict> {
        const code = codeIn(answer);
        if (code === null) return noCode;
        const row = await pending(at, factor);
        if (row === null) return refuse('second_factor_gone', 'totp.no-pending-set-up');
        const step = stepOf(await secretOf(at, row), code, deps.clock.now());
        if (step === null) return refuse('second_factor_wrong', 'totp.code-does-not-fit');
        const won = await deps.factors.activate(at.tenant, row.id, at.subject, step, deps.clock.now());
        return won ? { ok: true, factor: row.id } : refuse('second_factor_gone', 'totp.confirmed-elsewhere');
      },
    },
    refuseSlip: (answer) => (codeIn(answer) === null ? noCode : null),
    async verify(at, answer): Promise<FactorVerdict> {
      const code = codeIn(answer);
      if (code === null) return noCode;
      const now = deps.clock.now();
      for (const row of await deps.factors.list(at.tenant, at.subject)) {
        if (row.kind !== 'totp' || row.state !== 'active') continue;
        const step = stepOf(await secretOf(at, row), code, now);
        if (step === null) continue;
        // The one statement that lets a step count once, whoever else brings the same code at the same moment.
        if (await deps.factors.advanceStep(at.tenant, row.id, step, now)) return { ok: true, factor: row.id };
        return refuse('second_factor_used', 'totp.step-used');
      }
      return refuse('second_factor_wrong', 'totp.code-does-not-fit');
    },
  };
}

function offerOf(factor: FactorId, secret: string, label: { issuer: string; account: string }): EnrolmentOffer {
  return {
    factor,
    uri: generateURI({ issuer: label.issuer, label: label.account, secret }),
    secretText: (secret.match(/.{1,4}/g) ?? []).join(' '),
  };
}

/** Six digits, as people type them: blanks and a hyphen in the middle are theirs to keep. Null for anything else. */
function codeIn(answer: string): string | null {
  const code = answer.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(code) ? code : null;
}

/** The time step that the code belongs to: the present one, or the one before (RFC 6238, section 5.2); null for none. */
function stepOf(secret: string, code: string, now: EpochMs): number | null {
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(now / 1000),
    period: periodSeconds,
    epochTolerance: [periodSeconds, 0],
  });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
