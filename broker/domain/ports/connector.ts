import type { ConnectionTestResult } from '#contract/rpc/status';
import type { Connection } from '#contract/settings/connection';
import type { Refusal } from '../app-error.ts';
import type { Identity } from '../identity.ts';
import type { Secret } from '../secret.ts';
import type { DepartureMemory } from '../transaction.ts';

/** How the browser leaves for the provider. */
export type Departure =
  | { readonly kind: 'redirect'; readonly url: string; readonly memory: DepartureMemory }
  | { readonly kind: 'post'; readonly url: string; readonly fields: Readonly<Record<string, string>>; readonly memory: DepartureMemory };

/** What the browser brought back to the callback address, nothing of it proven. */
export interface Arrival {
  readonly method: 'GET' | 'POST';
  /** The whole address that was called, with its raw query. */
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
}

export type Proven = { readonly ok: true; readonly identity: Identity } | Refusal;

/** The code for one protocol. It never knows who calls it next, and reads nothing but what it is given. */
export interface Connector {
  readonly protocol: Connection['protocol'];
  /** Throws `oidc_...` or `outbound_...` when the provider cannot be used. `reference` comes back through `referenceOf`. */
  depart(input: {
    connection: Connection;
    secrets: ReadonlyMap<string, Secret>;
    callbackUrl: string;
    reference: string;
    forceReauthentication: boolean;
    loginHint: string | null;
  }): Promise<Departure>;
  /** The reference that an arrival claims to answer, or null; a claim only, `complete` proves it. */
  referenceOf(arrival: Arrival): string | null;
  complete(input: {
    connection: Connection;
    secrets: ReadonlyMap<string, Secret>;
    callbackUrl: string;
    reference: string;
    memory: DepartureMemory;
    arrival: Arrival;
  }): Promise<Proven>;
  /** Where to send the browser so that the provider ends its session too; null where it offers no such place. */
  logoutUrl(input: { connection: Connection; idToken: string | null; returnTo: string }): Promise<string | null>;
  /** What the provider publishes about itself, step by step, for an admin. */
  test(input: { issuer: string }): Promise<ConnectionTestResult>;
}
