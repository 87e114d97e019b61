import type { PersonRule } from '#contract/rpc/people';
import type { Connection } from '#contract/settings/connection';
import type { Strength } from '../assurance.ts';
import type { EpochMs } from '../brands.ts';
import type { Identity } from '../identity.ts';
import { mailboxOf } from '../mailbox.ts';

/** What rules may look at. What is not known is what asks for more: an unknown country is outside every country. */
export interface PolicyFacts {
  readonly connection: string;
  /** Of an address that the connection may speak for; null where there is none. */
  readonly emailDomain: string | null;
  /**
   * Where it told no address that it may speak for: that of the address it told, and those that its people have. They ask for more
   * and never for less; absent where there are none.
   */
  readonly claimedDomains?: readonly string[];
  /** Null: the provider did not tell; such a person is in no group. */
  readonly groups: readonly string[] | null;
  /** `portal`, or the short name of an application. */
  readonly application: string;
  /** Named networks that the person comes from. */
  readonly networks: readonly string[];
  /** ISO 3166-1 alpha-2; null where nobody knows. */
  readonly country: string | null;
  /** What the company has proven already, by the connection's own table; `none` where it says nothing that counts. */
  readonly providerProved: Strength;
  readonly newBrowser: boolean;
  readonly newCountry: boolean;
  readonly impossibleTravel: boolean;
  /** Wrong answers since the last right one. */
  readonly recentFailures: number;
  readonly firstSignIn: boolean;
  /** What an administrator said of this very person; no rule looks at it, it stands beside them. */
  readonly person: PersonRule;
  readonly now: EpochMs;
}

/**
 * Somebody of whom nothing is known but what the company asserted, and nothing of whom is unusual. An address counts where the
 * connection may speak for it: people who write their own into their profile must not choose their rule with it.
 */
export function plainFacts(connections: readonly Connection[], identity: Identity, application: string, now: EpochMs): PolicyFacts {
  const address = mailboxOf(connections, identity)?.address ?? null;
  const claimed = [...new Set([domainOf(identity.email?.address ?? null) ?? [], domainsOf(connections, identity)].flat())];
  return {
    connection: identity.connection,
    emailDomain: domainOf(address),
    ...(address === null && claimed.length > 0 && { claimedDomains: claimed }),
    groups: identity.groups,
    application,
    networks: [],
    country: null,
    providerProved: 'none',
    newBrowser: false,
    newCountry: false,
    impossibleTravel: false,
    recentFailures: 0,
    firstSignIn: false,
    person: 'policy',
    now,
  };
}

function domainOf(address: string | null): string | null {
  return address === null ? null : address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function domainsOf(connections: readonly Connection[], identity: Pick<Identity, 'connection'>): readonly string[] {
  const domains = connections.find(({ id }) => id === identity.connection)?.domains;
  return domains?.mode === 'list' ? domains.list : [];
}
