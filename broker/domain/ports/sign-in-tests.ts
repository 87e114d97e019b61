import type { SignInTestView, StartedSignInTest } from '#contract/rpc/sign-in-test';
import type { Connection } from '#contract/settings/connection';
import type { TenantId } from '../brands.ts';
import type { Secret } from '../secret.ts';
import type { Tenant } from '../tenant.ts';

/** A connection to be tried out, saved or not, with the secrets that it names. */
export interface TestedConnectionAtHand {
  readonly connection: Connection;
  readonly secrets: ReadonlyMap<string, Secret>;
}

/** Tests of a connection by a sign-in, for their administrators: callers have proven that they are. */
export interface SignInTests {
  /** Makes a ticket that counts once, for five minutes. Throws `too_many_requests` and `connection_unsupported`. */
  start(tenant: Tenant, tested: TestedConnectionAtHand): Promise<StartedSignInTest>;
  /** Null when there is no such test of this tenant, or it was over an hour ago. */
  result(tenant: TenantId, id: string): Promise<SignInTestView | null>;
}
