import type { TenantId } from '../brands.ts';
import type { LoginTrace } from '../trace.ts';
import type { Stores } from './storage.ts';

/** A sign-in about to be written down: its trace rides in the commit that ends the login. */
interface PreparedTrace {
  /** Opens the trace, as the person and their administrator quote it. */
  readonly supportCode: string;
  write(stores: Stores): Promise<void>;
}

/** Writes sign-ins that succeeded down; those that did not are `Refusals`. */
export interface SignIns {
  prepare(signIn: {
    readonly tenant: TenantId;
    readonly connection: string;
    readonly party: string;
    /** Whose they are, for the limit of each; it is not written anywhere. */
    readonly share: string;
    readonly trace: LoginTrace;
  }): PreparedTrace;
}
