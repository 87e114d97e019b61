import { mostPassMinutes, type TemporaryPasses } from '../domain/ports/temporary-passes.ts';
import type { MakePass } from './deps.ts';

/** Passes as people get them: for an hour, where the tenant has them. */
export function passesFrom(passes: TemporaryPasses): MakePass {
  return async ({ tenant, snapshot }, { subject }, by, reason) => {
    if (!snapshot.settings.secondFactor.methods['temporary-pass'].enabled) return null;
    return passes.issue({ tenant: tenant.id, subject, by, reason, minutes: mostPassMinutes });
  };
}
