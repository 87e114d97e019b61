/**
 * Authenticator app: time-based one-time passwords (RFC 6238) on otplib. Owns the secret's life and its replay rule; who
 * is asked, and what follows, is the login's matter.
 */
import { generateURI, ScureBase32Plugin, verifySync } from 'otplib';
import type { Methods } from '#contract/settings/methods';
import { refuse } from '../domain/app-error.ts';
import type { EpochMs, FactorId } from '../domain/brands.ts';
import { readDigits } from '../domain/digits.ts';
import { calledAs } from '../domain/identity.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Factor, FactorMemory, FactorScene } from '../domain/ports/factor.ts';
import type { Random } from '../domain/ports/random.ts';
import type { FactorStore, StoredFactor } from '../domain/ports/stores/factor-store.ts';
import { type FactorSeal, labelOf, subjectOf } from './sealed-factor.ts';

/** RFC 4226, section 4, R6 asks for 128 bits and recommends 160. */
const secretBytes = 20;
const periodSeconds = 30;
/** A set-up that nobody confirmed is void after this long. */
const pendingLifetimeMs = 10 * 60_000;
/** More set-ups under way than this are the work of a script. */
const maxPending = 3;
/** More apps than anybody has phones. */
const maxPerPerson = 10;

const noCode = refuse('second_factor_malformed', 'totp.not-six-digits');

const base32 = new ScureBase32Plugin();

/** Makes the authenticator-app factor. SHA-1, 6 digits, 30 s: what every app understands. */
export function createTotp(deps: { factors: FactorStore; seal: FactorSeal; clock: Clock; random: Random }): Factor {
  const secretOf = async (row: StoredFactor) => (await deps.seal.open(row)).data.secret ?? '';

  async function pending({ tenant, subject }: FactorScene, { factor }: FactorMemory): Promise<StoredFactor | null> {
    const row = factor === undefined ? null : await deps.factors.find(tenant.id, factor as FactorId);
    if (row === null || row.subject !== subject || row.kind !== 'totp' || row.state !== 'pending') return null;
    return deps.clock.now() - row.createdAt < pendingLifetimeMs ? row : null;
  }

  return {
    kind: 'totp',
    isGuessable: true,
    isOwn: true,
    isOffered: ({ methods }) => methods.totp.enabled,
    isAtHand: (_, own) => own.some(({ kind }) => kind === 'totp'),
    use: {
      begin: async () => ({ ok: true, memory: {} }),
      prompt: async () => ({ page: 'code', shape: 'digits', sentTo: null, againAt: null }),
      refuseSlip: ({ text }) => (codeIn(text) === null ? noCode : null),
      async verify(scene, _, { text }) {
        const code = codeIn(text);
        if (code === null) return noCode;
        const { tenant, subject } = subjectOf(scene);
        const now = deps.clock.now();
        for (const row of await deps.factors.list(tenant, subject)) {
          if (row.kind !== 'totp' || row.state !== 'active') continue;
          const step = stepOf(await secretOf(row), code, now, scene.methods.totp.drift);
          if (step === null) continue;
          // The one statement that lets a step count once, whoever else brings the same code at the same moment.
          if (await deps.factors.advanceStep(tenant, row.id, step, now)) return { ok: true, factor: row.id };
          return refuse('second_factor_used', 'totp.step-used');
        }
        return refuse('second_factor_wrong', 'totp.code-does-not-fit');
      },
    },
    enrol: {
      async begin(scene) {
        const { tenant, subject } = subjectOf(scene);
        const now = deps.clock.now();
        await deps.factors.removePending(tenant, subject, now - pendingLifetimeMs);
        const rows = (await deps.factors.list(tenant, subject)).filter(({ kind }) => kind === 'totp');
        if (rows.filter(({ state }) => state === 'active').length >= maxPerPerson) return refuse('second_factor_too_many', 'totp.ten-apps');
        if (rows.filter(({ state }) => state === 'pending').length >= maxPending)
          await deps.factors.removePending(tenant, subject, now + 1);
        const whose = { tenant, subject, id: deps.random.token(16) as FactorId, kind: 'totp' } as const;
        const secret = base32.encode(deps.random.bytes(secretBytes), { padding: false });
        await deps.factors.insert({
          ...whose,
          state: 'pending',
          sealed: await deps.seal.seal(whose, { label: '', data: { secret } }),
          lastStep: 0,
          createdAt: now,
          lastUsedAt: null,
          expiresAt: null,
        });
        return { ok: true, memory: { factor: whose.id } };
      },
      async offer(scene, memory) {
        const row = await pending(scene, memory);
        if (row === null) return null;
        const secret = await secretOf(row);
        const uri = generateURI({ issuer: scene.siteName, label: calledAs(scene.identity), secret });
        return { page: 'scan', uri, secretText: (secret.match(/.{1,4}/g) ?? []).join(' ') };
      },
      refuseSlip: (_, { text }) => (codeIn(text) === null ? noCode : null),
      async confirm(scene, memory, { text, label }, standing) {
        const code = codeIn(text);
        if (code === null) return noCode;
        const row = await pending(scene, memory);
        if (row === null) return refuse('second_factor_gone', 'totp.no-pending-set-up');
        const secret = await secretOf(row);
        const now = deps.clock.now();
        const step = stepOf(secret, code, now, scene.methods.totp.drift);
        if (step === null) return refuse('second_factor_wrong', 'totp.code-does-not-fit');
        const sealed = await deps.seal.seal(row, { label: labelOf(label, 'Authenticator app'), data: { secret } });
        const won = await deps.factors.activate(row, { step, standing, sealed }, now);
        return won ? { ok: true, factor: row.id } : refuse('second_factor_gone', 'totp.confirmed-elsewhere');
      },
    },
  };
}

const codeIn = (answer: string) => readDigits(answer, 6);

const tolerances = {
  none: [0, 0],
  // RFC 6238, section 5.2: at most one step for the time that typing takes.
  previous: [periodSeconds, 0],
  both: [periodSeconds, periodSeconds],
} as const satisfies Record<Methods['totp']['drift'], readonly [number, number]>;

/** The time step that the code belongs to; null for none that counts now. */
function stepOf(secret: string, code: string, now: EpochMs, drift: Methods['totp']['drift']): number | null {
  const [past, future] = tolerances[drift];
  const result = verifySync({ secret, token: code, epoch: Math.floor(now / 1000), period: periodSeconds, epochTolerance: [past, future] });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
