import { identityProviderAddresses } from '#contract/settings/addresses';
import { mayLeadTo, type Party } from '#contract/settings/party';
import type { PolicySettings } from '#contract/settings/policy';
import type { Settings } from '#contract/settings/snapshot';
import type { Whom } from './ports/admission.ts';
import { securityApplication, securityPartyOf } from './security-page.ts';
import type { Tenant } from './tenant.ts';

/** Names of the login host in its role as a SAML identity provider; fixed at creation, like the host. */
export function identityProviderOf(tenant: Tenant) {
  return identityProviderAddresses(tenant.loginOrigin);
}

/** Names of our own portal in its role as a service provider of the login host. */
export function portalPartyOf(tenant: Tenant) {
  return {
    entityId: `${tenant.loginOrigin}/saml/portal`,
    acsUrl: `${tenant.portalOrigin}/saml/acs`,
    sloUrl: `${tenant.portalOrigin}/saml/slo`,
  } as const;
}

/** An application of the settings that is on, by its entity id. Our own names are never one of theirs. */
export function applicationOf(tenant: Tenant, settings: Settings, entityId: string): Party | null {
  if (entityId === portalPartyOf(tenant).entityId || entityId === securityPartyOf(tenant)) return null;
  return settings.parties.find((party) => party.enabled && party.entityId === entityId) ?? null;
}

/** On which terms people enter an application: what a login has to know of it. */
export interface PartyTerms {
  /** As rules name it: `portal`, or the short name of the application. The security page has a name that no rule has. */
  readonly application: string;
  /** As people know it. */
  readonly name: string;
  /** Connections whose people may enter; null: every one. */
  readonly connections: readonly string[] | null;
  readonly primaryConnection: string | null;
  readonly policy: PolicySettings;
  /** Must the person have a Jira account, bound or made at this sign-in? */
  readonly needsAccount: boolean;
  /**
   * Whose account that is: a customer's, which is bound and never one that works in Jira; or one of the Atlassian
   * organization, which has to be there and is looked at each time, but opens nothing here.
   */
  readonly whom: Whom;
  /** Is the person's address told, by which an application may take one person for another? */
  readonly tellsAddress: boolean;
}

/** Null where no such application is registered, or it is off. */
export function termsOf(tenant: Tenant, settings: Settings, entityId: string): PartyTerms | null {
  if (entityId === portalPartyOf(tenant).entityId)
    return {
      application: 'portal',
      name: settings.portal.name,
      connections: null,
      primaryConnection: settings.portal.primaryConnection,
      policy: portalPolicyOf(settings),
      needsAccount: true,
      whom: 'customers',
      tellsAddress: false,
    };
  if (entityId === securityPartyOf(tenant)) return securityTerms(settings);
  const party = applicationOf(tenant, settings, entityId);
  return party === null ? null : termsFor(party, settings);
}

/** Everybody whom a connection may speak for has a security page, with or without an account of Jira. */
function securityTerms({ portal, policy }: Settings): PartyTerms {
  return {
    application: securityApplication,
    name: portal.name,
    connections: null,
    primaryConnection: portal.primaryConnection,
    policy,
    needsAccount: false,
    whom: 'customers',
    tellsAddress: false,
  };
}

/** Who is asked on the way to the portal. */
export function portalPolicyOf({ portal, policy }: Pick<Settings, 'portal' | 'policy'>): PolicySettings {
  return portal.policy ?? policy;
}

/** The terms of one application, whether it is on or not. */
export function termsFor(party: Party, settings: Settings): PartyTerms {
  return {
    application: party.id,
    name: party.name,
    connections: admittedTo(party, settings),
    primaryConnection: party.primaryConnection,
    policy: party.policy ?? settings.policy,
    needsAccount: party.preset !== 'custom-saml' || tells(party, 'account-id'),
    whom: party.preset === 'guard-users' ? 'users' : 'customers',
    tellsAddress: tells(party, 'email'),
  };
}

/** To Atlassian Guard nobody leads who may speak for any address, whatever the settings say (DESIGN section 5). */
function admittedTo(party: Party, { connections }: Settings): readonly string[] | null {
  if (connections.every((connection) => mayLeadTo(party, connection))) return party.connections;
  return connections
    .filter((connection) => mayLeadTo(party, connection) && (party.connections?.includes(connection.id) ?? true))
    .map(({ id }) => id);
}

function tells({ nameId, attributes }: Party, fact: 'account-id' | 'email'): boolean {
  return nameId.value === fact || attributes.some(({ value }) => value === fact);
}

/** May people of this connection enter on these terms? */
export function admits(terms: Pick<PartyTerms, 'connections'>, connection: string): boolean {
  return terms.connections === null || terms.connections.includes(connection);
}
