import type { SessionId, TenantId } from './brands.ts';
import type { Vault } from './ports/vault.ts';

/**
 * What an application knows a broker session by: another name at each, so that two of them cannot compare whom they have
 * (SAML Core 2.7.2).
 */
export function partySessionIndex(vault: Vault, tenant: TenantId, party: string, session: SessionId | string): Promise<string> {
  return vault.fingerprint(tenant, 'party-session', ['index', party, session]);
}

/** A transient name (Core 8.3.8): another one at each application and in each session, and within one session the same. */
export async function transientName(vault: Vault, tenant: TenantId, party: string, session: SessionId | string): Promise<string> {
  return `_${await vault.fingerprint(tenant, 'party-session', ['name', party, session])}`;
}

/** The pseudonym of the name that an application knows a person by: what a logout of the application finds ours by. */
export function partyNameKey(vault: Vault, tenant: TenantId, application: string, name: string): Promise<string> {
  return vault.fingerprint(tenant, 'party-name', [application, name]);
}
