/** When our own signing keys are exchanged by themselves: pure. */
import type { EpochMs } from './brands.ts';
import type { SigningKeyNotes, SigningTimes } from './ports/key-rotation.ts';
import type { SigningPurpose } from './ports/signing-keys.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** What our certificates say (`certificateOfKey`). */
export const ownCertificateMs = 10 * 365 * dayMs;

/** For keys that others read from our key set: they must have time to do so. */
const publishedAhead: SigningTimes = { aheadMs: 30 * dayMs, overlapMs: 7 * dayMs };
/** For keys that only our own portal and sign-in host read, every two seconds. */
const betweenUs: SigningTimes = { aheadMs: hourMs, overlapMs: hourMs };

/**
 * Keys that are exchanged by themselves. `connection` and `decryption` are not: they stand at companies' providers, of which
 * many read no metadata, and an exchange that nobody there follows would end their sign-ins. Nor is `login` where
 * applications of others trust it, for the same reason: Atlassian Guard for one has our certificate entered by hand
 * (docs/decisions/0014). Nor is `push`: phones have subscribed with it, and those that nobody opens for a while would be woken
 * up no more.
 */
const rolledPurposes = ['login', 'portal', 'client'] as const satisfies readonly SigningPurpose[];

/** A key is as old as this when its successor begins to sign. 0: keys are exchanged by command only. */
const usualKeyLifetimeMs = 365 * dayMs;

export interface Roll {
  readonly purpose: SigningPurpose;
  readonly times: SigningTimes;
}

/** Which purposes are due for an exchange, and with how much notice. `foreign`: applications of others trust our sign-in host. */
export function dueRolls(
  keys: readonly SigningKeyNotes[],
  tenant: { readonly foreign: boolean },
  now: EpochMs,
  lifetimeMs: number = usualKeyLifetimeMs,
): readonly Roll[] {
  if (lifetimeMs === 0) return [];
  const rolled = rolledPurposes.filter((purpose) => purpose !== 'login' || !tenant.foreign);
  return rolled.flatMap((purpose): Roll[] => {
    const times = purpose === 'client' ? publishedAhead : betweenUs;
    const lines = Map.groupBy(
      keys.filter((key) => key.purpose === purpose),
      ({ algorithm }) => algorithm,
    );
    const isDue = [...lines.values()].some((line) => newestSignsFrom(line) + lifetimeMs - times.aheadMs <= now);
    return isDue ? [{ purpose, times }] : [];
  });
}

function newestSignsFrom(line: readonly SigningKeyNotes[]): EpochMs {
  return Math.max(...line.map(({ signsFrom }) => signsFrom));
}
