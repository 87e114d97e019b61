import { type Refusal, refuse } from '../domain/app-error.ts';
import type { EpochMs } from '../domain/brands.ts';
import type { FactorSubject } from '../domain/ports/factor.ts';
import type { Stores } from '../domain/ports/storage.ts';

/**
 * Has somebody ended the sign-ins of this person since this one was begun: on their phone, by signing out everywhere, or with a
 * reset? Sealed under a key that only its browser has, it could not be looked for, so it asks. Null where nobody has.
 */
export async function voidedSince(
  { factors, requests }: Pick<Stores, 'factors' | 'requests'>,
  { tenant, subject }: FactorSubject,
  begunAt: EpochMs,
): Promise<Refusal | null> {
  const signInsVoidAt = (await factors.findSubject(tenant, subject))?.signInsVoidAt ?? null;
  if (signInsVoidAt === null || signInsVoidAt < begunAt) return null;
  const { disownedAt } = await requests.find(tenant, subject);
  return disownedAt === signInsVoidAt
    ? refuse('login_disowned', 'second-factor.disowned')
    : refuse('login_signed_out_meanwhile', 'second-factor.sign-ins-void');
}
