import type { FactorScene } from '../../domain/ports/factor.ts';
import type { LoginDeps } from '../deps.ts';

/**
 * Recovery codes for somebody who has just set up a factor, to be shown once. None where the tenant gives none, or where they
 * have some left: those stay good.
 */
export async function firstCodes({ storage, factors }: LoginDeps, { tenant, subject, methods }: FactorScene): Promise<readonly string[]> {
  if (!methods['recovery-code'].enabled) return [];
  if ((await storage.factors.countRecoveryCodes(tenant.id, subject)) > 0) return [];
  return factors.recoveryCodes.issue({ tenant: tenant.id, subject });
}
