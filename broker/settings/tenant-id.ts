import type { TenantId } from '../domain/brands.ts';
import type { Random } from '../domain/ports/random.ts';

/** A name for a new tenant; random, so that a tenant that was erased and comes back shares nothing with its past. */
export function newTenantId(random: Random): TenantId {
  return `ten_${random.token(16)}` as TenantId;
}
