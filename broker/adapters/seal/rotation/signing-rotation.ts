import type { EpochMs, TenantId } from '../../../domain/brands.ts';
import type { KeyRotation, SigningKeyNotes, SigningRotation, SigningTimes } from '../../../domain/ports/key-rotation.ts';
import { type SigningAlgorithm, type SigningPurpose, signingPurposes } from '../../../domain/ports/signing-keys.ts';
import type { StoredSigningKey } from '../../../domain/ports/stores/key-store.ts';
import { signingKeyCacheMs } from '../signing-keys.ts';
import type { RotationDeps } from './deps.ts';

const algorithms: readonly SigningAlgorithm[] = ['ecdsa-p256', 'rsa-2048'];
/** For keys that end now: before any time that a clock may show. */
const endedLongAgo = 0;
/** Turns that an end of all present keys takes at most; each is lost only to another rotation in the same instant. */
const maxTurns = 5;

export function createSigningRotation(
  deps: RotationDeps,
): Pick<KeyRotation, 'rotateSigning' | 'signingSeenMs'> & { list(tenant: TenantId): Promise<readonly SigningKeyNotes[]> } {
  const { signingKeys, signingKeyStore: store, clock, log } = deps;

  /** The keys of each purpose and algorithm that the tenant has any of. */
  async function lines(tenant: TenantId, wanted: readonly SigningPurpose[]): Promise<readonly (readonly StoredSigningKey[])[]> {
    const all = wanted.flatMap((purpose) => algorithms.map((algorithm) => store.list(tenant, purpose, algorithm)));
    return (await Promise.all(all)).filter((line) => line.length > 0);
  }

  async function rotateLine(line: readonly StoredSigningKey[], { aheadMs, overlapMs }: SigningTimes): Promise<SigningRotation> {
    const now = clock.now();
    const newest = newestOf(line);
    const until = Math.max(newest.signsFrom, ...line.map((key) => key.trustedUntil ?? 0));
    if (line.length > 1 && until > now) return { kind: 'under-way', next: notesOf(newest), until };
    const signsFrom = now + aheadMs;
    return succeed(line, { signsFrom, trustedUntil: signsFrom + overlapMs, follows: newest.id });
  }

  async function endLine(line: readonly StoredSigningKey[]): Promise<SigningRotation> {
    const ended = new Set(line.map((key) => key.id));
    for (let turn = 0, at = line; turn < maxTurns; turn += 1) {
      const done = await succeed(at, { signsFrom: clock.now(), trustedUntil: endedLongAgo });
      at = await store.list(newestOf(line).tenant, newestOf(line).purpose, newestOf(line).algorithm);
      // Another rotation that was faster has let the keys before it live on; then this one comes again, behind it.
      if (at.every((key) => !ended.has(key.id) || key.trustedUntil === endedLongAgo)) return done;
    }
    throw new Error('other rotations were faster each time');
  }

  async function succeed(
    before: readonly StoredSigningKey[],
    times: { signsFrom: EpochMs; trustedUntil: EpochMs; follows?: string },
  ): Promise<SigningRotation> {
    const { tenant, purpose, algorithm } = newestOf(before);
    const { id } = await signingKeys.rotate(tenant, purpose, algorithm, times);
    const after = await store.list(tenant, purpose, algorithm);
    const next = after.find((key) => key.id === id);
    if (next === undefined) throw new Error('a signing key that was made is not there');
    log.warn('keys.signing_rotated', { tenant, purpose, revision: next.generation });
    const predecessors = after.filter((key) => key.generation < next.generation);
    return { kind: 'rotated', next: notesOf(next), before: predecessors.map(notesOf) };
  }

  return {
    signingSeenMs: signingKeyCacheMs,
    async list(tenant) {
      return (await lines(tenant, signingPurposes)).flat().map(notesOf);
    },
    async rotateSigning(tenant, wanted, times) {
      const results: SigningRotation[] = [];
      for (const line of await lines(tenant, wanted)) results.push(await (times === null ? endLine(line) : rotateLine(line, times)));
      return results;
    },
  };
}

function newestOf(line: readonly StoredSigningKey[]): StoredSigningKey {
  const newest = line.at(-1);
  if (newest === undefined) throw new Error('no signing key');
  return newest;
}

function notesOf({ id, purpose, algorithm, createdAt, signsFrom, trustedUntil }: StoredSigningKey): SigningKeyNotes {
  return { id, purpose, algorithm, createdAt, signsFrom, trustedUntil };
}
