/**
 * Codes that are sent: how they are kept, for whom they count and how often. Alike for SMS and e-mail; what carries them is the
 * methods' matter. The code itself is nowhere: the row has a keyed hash over its own name and the code.
 */
import { AppError, type Refusal, refuse } from '../../domain/app-error.ts';
import type { ChallengeId, EpochMs, SubjectKey } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { FactorKind, FactorMemory, FactorScene } from '../../domain/ports/factor.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { ChallengeStore, StoredChallenge } from '../../domain/ports/stores/challenge-store.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';
import type { Vault } from '../../domain/ports/vault.ts';
import { endRowOfMessages, takePlaceInRow } from '../../domain/sent-code-counting.ts';
import { subjectOf } from '../sealed-factor.ts';

/** NIST SP 800-63B-4, 3.2.2; ASVS 5.0, 6.6.3. Another code for the same occasion does not begin anew. */
const mostMisses = 5;

/** What a method wants to know again when the code comes back. */
type About = Readonly<Record<string, string>>;

export interface OpenCode {
  readonly id: ChallengeId;
  readonly about: About;
  readonly sentAt: EpochMs;
  readonly againAt: EpochMs;
}

interface Sealed {
  readonly subject: SubjectKey;
  readonly kind: FactorKind;
  readonly againAt: EpochMs;
  readonly about: About;
}

export interface SentCodesDeps {
  readonly challenges: ChallengeStore;
  readonly rates: RateStore;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
}

export interface SentCodes {
  /** The code that this memory speaks of, while it counts. */
  find(scene: FactorScene, memory: FactorMemory): Promise<OpenCode | null>;
  /** One that was sent for this occasion so short a time ago that another may not be asked for yet. */
  underWay(scene: FactorScene, isThis: (about: About) => boolean): Promise<OpenCode | null>;
  /** Sends a code and keeps its hash. What was sent before is void from then on, and stays good when nothing could be sent. */
  send(
    scene: FactorScene,
    wish: {
      readonly code: string;
      readonly minutes: number;
      readonly about: About;
      deliver(now: EpochMs): Promise<Refusal | null>;
    },
  ): Promise<{ readonly ok: true; readonly challenge: ChallengeId } | Refusal>;
  /** True for one caller only. A wrong code is counted; the fifth ends it. */
  check(scene: FactorScene, memory: FactorMemory, code: string): Promise<{ readonly ok: true; readonly code: OpenCode } | Refusal>;
}

export function createSentCodes(deps: SentCodesDeps, kind: FactorKind): SentCodes {
  const { challenges, rates, vault, clock, random } = deps;
  const person = ({ tenant, subject }: FactorScene) => ({ tenant: tenant.id, person: subject });
  const place = ({ tenant }: FactorScene, row: ChallengeId) => ({ tenant: tenant.id, table: 'mfa_challenge', row, column: 'sealed' });
  const hashOf = ({ tenant }: FactorScene, id: ChallengeId, code: string) => vault.fingerprint(tenant.id, 'second-factor-code', [id, code]);

  async function opened(scene: FactorScene, row: StoredChallenge): Promise<OpenCode> {
    const plain = await vault.open(place(scene, row.id), row.sealed);
    const sealed = JSON.parse(new TextDecoder().decode(plain)) as Sealed;
    if (sealed.subject !== scene.subject || sealed.kind !== kind)
      throw new AppError('sealed_value_unreadable', { details: { because: 'challenge.of-somebody-else', table: 'mfa_challenge' } });
    return { id: row.id, about: sealed.about, sentAt: row.createdAt, againAt: sealed.againAt };
  }

  /** Of this person, this method and this occasion, whatever has become of it. */
  async function rowOf(scene: FactorScene, { challenge }: FactorMemory): Promise<StoredChallenge | null> {
    const row = challenge === undefined ? null : await challenges.find(scene.tenant.id, challenge as ChallengeId);
    return row !== null && row.subject === scene.subject && row.kind === kind && row.occasion === scene.occasion ? row : null;
  }

  const counts = (row: StoredChallenge) => row.state === 'open' && row.expiresAt > clock.now() && row.misses < mostMisses;

  async function standing(scene: FactorScene): Promise<StoredChallenge | null> {
    const open = await challenges.listOpen(scene.tenant.id, scene.subject, kind, clock.now());
    return open.find(({ occasion }) => occasion === scene.occasion) ?? null;
  }

  return {
    async find(scene, memory) {
      const row = await rowOf(scene, memory);
      return row !== null && counts(row) ? opened(scene, row) : null;
    },

    async underWay(scene, isThis) {
      const row = await standing(scene);
      if (row === null || !counts(row)) return null;
      const code = await opened(scene, row);
      return code.againAt > clock.now() && isThis(code.about) ? code : null;
    },

    async send(scene, { code, minutes, about, deliver }) {
      const now = clock.now();
      const before = await standing(scene);
      if (before !== null && before.misses >= mostMisses) return refuse('second_factor_exhausted', `${kind}.misses`);
      const againAt = await takePlaceInRow(rates, person(scene), kind, now);
      if (againAt === null) return refuse('sent_code_too_soon', `${kind}.row`);
      const refused = await deliver(now);
      if (refused !== null) return refused;
      const id = random.token(16) as ChallengeId;
      const sealed: Sealed = { subject: scene.subject, kind, againAt, about };
      await challenges.open({
        ...subjectOf(scene),
        id,
        kind,
        occasion: scene.occasion,
        state: 'open',
        codeHash: await hashOf(scene, id, code),
        sealed: await vault.seal(place(scene, id), new TextEncoder().encode(JSON.stringify(sealed))),
        misses: before?.misses ?? 0,
        createdAt: now,
        expiresAt: Math.min(now + minutes * 60_000, scene.until),
      });
      return { ok: true, challenge: id };
    },

    async check(scene, memory, code) {
      const row = await rowOf(scene, memory);
      if (row === null) return refuse('sent_code_gone', `${kind}.no-challenge`);
      const codeHash = await hashOf(scene, row.id, code);
      const now = clock.now();
      const { tenant } = scene;
      if (await challenges.settle(tenant.id, row.id, { to: 'ended', codeHash, missLimit: mostMisses }, now)) {
        await endRowOfMessages(rates, person(scene), kind);
        return { ok: true, code: await opened(scene, row) };
      }
      // Whoever brings the right one twice, or at the same moment as somebody else, is told so; it has been theirs.
      if (row.codeHash === codeHash && row.expiresAt > now && row.misses < mostMisses) return refuse('sent_code_used', `${kind}.used`);
      const misses = await challenges.miss(tenant.id, row.id);
      if (misses === null || row.expiresAt <= now) return refuse('sent_code_gone', `${kind}.ended`);
      return misses > mostMisses ? refuse('second_factor_exhausted', `${kind}.misses`) : refuse('sent_code_wrong', `${kind}.wrong`);
    },
  };
}
