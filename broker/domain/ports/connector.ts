import type { ImportRequest, ImportResult } from '#contract/rpc/import';
import type { ConnectionTestResult } from '#contract/rpc/status';
import type { ConnectionAddresses } from '#contract/settings/addresses';
import type { Connection, Protocol } from '#contract/settings/connection';
import type { Refusal } from '../app-error.ts';
import type { Strength } from '../assurance.ts';
import type { EpochMs, TenantId } from '../brands.ts';
import type { Identity, UpstreamSession } from '../identity.ts';
import type { LogoutOutcome, ProviderLogout } from '../logout.ts';
import type { Published } from '../metadata/published.ts';
import type { Secret } from '../secret.ts';
import type { DepartureMemory } from '../transaction.ts';
import type { Observer } from './observer.ts';

/** How the browser leaves for the provider. */
export type Departure =
  | { readonly kind: 'redirect'; readonly url: string; readonly memory: DepartureMemory }
  | { readonly kind: 'post'; readonly url: string; readonly fields: Readonly<Record<string, string>>; readonly memory: DepartureMemory }
  | FormDeparture;

/** It does not leave: there is no provider, a page of our own asks. What is entered arrives at the callback address by POST. */
export interface FormDeparture {
  readonly kind: 'form';
  /** The callback address. */
  readonly url: string;
  readonly asks: 'email' | 'code';
  /** What the person has answered elsewhere, and need not write again. */
  readonly value?: string;
  /** The answer has letters in it, so a keyboard of digits would not do. */
  readonly withLetters?: true;
  /** Goes with the answer, unseen: what `referenceOf` reads. */
  readonly fields: Readonly<Record<string, string>>;
  /** What was wrong with the answer before; null the first time. */
  readonly problem: Refusal | null;
  readonly memory: DepartureMemory;
}

/** What the browser brought back to the callback address, nothing of it proven. */
export interface Arrival {
  readonly method: 'GET' | 'POST';
  /** The whole address that was called, with its raw query. */
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  /** The network address that it came from, as far as that is known. For limits, and for nothing else. */
  readonly network?: string;
}

/** `again`: nobody is proven yet, and the same login goes on with another form of ours. */
export type Proven =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: 'again'; readonly departure: FormDeparture }
  | Refusal;

/** Where the browser goes so that the provider ends its session too. `requestId`: what an answer has to name. */
export type UpstreamLogout = (
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'post'; readonly url: string; readonly fields: Readonly<Record<string, string>> }
) & { readonly requestId?: string };

/** Sign-outs by messages that the browser carries, in both directions (SAML Profiles 4.4). */
export interface SingleLogout {
  /** Proves a request of the provider to end sessions. The caller still has to consume its id, once. */
  readRequest(input: ConnectionAtHand & { arrival: Arrival }): Promise<{ readonly ok: true; readonly logout: ProviderLogout } | Refusal>;
  /** The answer to that, when everything has ended; null where the provider has no place for it. */
  answer(
    input: ConnectionAtHand & { logout: Pick<ProviderLogout, 'requestId' | 'relayState'>; outcome: LogoutOutcome },
  ): Promise<UpstreamLogout | null>;
  /** Proves the provider's answer to a request of ours. `complete` false: it did not end everything. */
  readAnswer(
    input: ConnectionAtHand & { arrival: Arrival; requestId: string },
  ): Promise<{ readonly ok: true; readonly complete: boolean } | Refusal>;
}

/** Which sessions the provider has ended. At least one of `subject` and `sid` is there. */
export interface UpstreamEnd {
  readonly ok: true;
  readonly issuer: string;
  readonly subject: string | null;
  readonly sid: string | null;
  /** Counts once, until it would not be taken any more. */
  readonly once: { readonly id: string; readonly until: EpochMs };
}

/** A connection, and what belongs to it at this tenant. Of another protocol than the connector's it is a programming error. */
export interface ConnectionAtHand {
  readonly tenant: TenantId;
  readonly connection: Connection;
  /** By the name in a `SecretRef`. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Our addresses, as the provider knows them. */
  readonly addresses: ConnectionAddresses;
}

/** The code for one protocol. It never knows who calls it next, and reads nothing but what it is given. */
export interface Connector {
  readonly protocol: Protocol;
  /**
   * Throws `oidc_...`, `oauth2_...` or `outbound_...` when the provider cannot be used. `reference` (22 characters of base64url) comes
   * back through `referenceOf`. `ask`: the provider is to check the person anew and this strictly; what it then really did is
   * in the identity's assurance.
   */
  depart(
    input: ConnectionAtHand & {
      reference: string;
      forceReauthentication: boolean;
      loginHint: string | null;
      ask?: { readonly strength: Strength };
    },
  ): Promise<Departure>;
  /** Is there something to ask the provider for so that it proves this much (`ask`)? Absent where the protocol has no such thing. */
  canAskAgain?(connection: Connection, strength: Strength): boolean;
  /** The reference that an arrival claims to answer (`state`, RelayState, a field), or null; a claim only, `complete` proves it. */
  referenceOf(arrival: Arrival): string | null;
  /** `observer` sees what is done; the verdict never goes by it. Of what fails, it is told by the refusal alone (`completeObserved`). */
  complete(
    input: ConnectionAtHand & { reference: string; memory: DepartureMemory; arrival: Arrival; observer?: Observer },
  ): Promise<Proven>;
  /**
   * How to make the provider end its session too; null where it offers no such thing. `state` comes back with the browser,
   * in the parameter that the protocol has for it.
   */
  logout(input: ConnectionAtHand & { session: UpstreamSession; state: string }): Promise<UpstreamLogout | null>;
  /** Absent where the protocol has none. */
  readonly singleLogout?: SingleLogout;
  /** A document that tells the provider of us (SAML metadata); absent where the protocol has none. */
  metadata?(input: ConnectionAtHand): Promise<string>;
  /**
   * Proves a call by which the provider ends sessions of its own (OpenID Connect Back-Channel Logout 1.0); absent where the
   * protocol has none. The caller still has to consume its id, once.
   */
  readLogoutToken?(input: ConnectionAtHand & { token: string }): Promise<UpstreamEnd | Refusal>;
  /** Proves an answer that nobody asked for, and tells nothing of it: a sign-in that the provider began. */
  verifyUnsolicited?(input: ConnectionAtHand & { arrival: Arrival }): Promise<{ readonly ok: true } | Refusal>;
  /** Our public keys as a JWK Set (RFC 7517), the same for every connection of a tenant; absent where the protocol has none. */
  keySet?(tenant: TenantId): Promise<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }>;
  /**
   * What a provider publishes of itself, for a preview; absent where the protocol has nothing of the kind. Stores nothing.
   * Throws `import_...` or `saml_metadata_...` for whatever the administrator has to put right.
   */
  readProvider?(wanted: ImportRequest): Promise<ImportResult>;
  /**
   * What the provider of a connection publishes now, read as strictly as at every use; absent where the protocol has nothing
   * of the kind. Throws `import_...`, `saml_...`, `oidc_...` for what must not count, and then nothing of it is known.
   */
  published?(input: Pick<ConnectionAtHand, 'connection'>): Promise<Published>;
  /** What can be told of a connection without anybody signing in, step by step, for an admin; it may not be saved yet. */
  test(input: ConnectionAtHand): Promise<ConnectionTestResult>;
}

export type Connectors = ReadonlyMap<Protocol, Connector>;
