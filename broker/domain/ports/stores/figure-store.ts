import type { Strength } from '../../assurance.ts';
import type { EpochMs, TenantId } from '../../brands.ts';

/** Counts for somebody who is about to change something. Nobody signs in by them. */
export interface FigureStore {
  /** People bound to an account, by the connection they come by. */
  boundPeople(tenant: TenantId): Promise<ReadonlyMap<string, number>>;
  /** Browsers signed in at the login host: not expired at `now`, seen after `idleSince`. */
  livingSessions(
    tenant: TenantId,
    now: EpochMs,
    idleSince: EpochMs,
  ): Promise<readonly { readonly connection: string; readonly strength: Strength; readonly sessions: number }[]>;
}
