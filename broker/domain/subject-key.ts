import type { SubjectKey, TenantId } from './brands.ts';
import type { Vault } from './ports/vault.ts';

/**
 * The pseudonym under which a person's binding and factors are kept (ASVS 5.0, 6.8.1: by provider and subject, never by
 * e-mail). Subjects are unique within their issuer only (OpenID Connect Core 1.0, section 5.7): a connection that was
 * pointed at another provider, or whose name was used again, brings nobody back under somebody else's account.
 */
export async function subjectKeyOf(
  vault: Vault,
  tenant: TenantId,
  identity: { readonly connection: string; readonly issuer: string; readonly subject: string },
): Promise<SubjectKey> {
  return (await vault.fingerprint(tenant, 'subject', [identity.connection, identity.issuer, identity.subject])) as SubjectKey;
}

/**
 * The pseudonym under which the same person holds an account of the Atlassian organization. It is another one than
 * `subjectKeyOf` gives, which is what the portal looks for: holding such an account opens nothing there.
 */
export async function organizationUserKeyOf(
  vault: Vault,
  tenant: TenantId,
  identity: { readonly connection: string; readonly issuer: string; readonly subject: string },
): Promise<SubjectKey> {
  const parts = ['organization-user', identity.connection, identity.issuer, identity.subject];
  return (await vault.fingerprint(tenant, 'subject', parts)) as SubjectKey;
}

/** The pseudonym of a provider's session: what a logout of the provider finds ours by. */
export function upstreamSidKeyOf(vault: Vault, tenant: TenantId, connection: string, sid: string): Promise<string> {
  return vault.fingerprint(tenant, 'upstream-sid', [connection, sid]);
}

/**
 * The pseudonym of the name that a provider asserted, which a LogoutRequest of it repeats. Its form and qualifiers are left
 * out: several products leave them out when they repeat it, and within one provider the name alone is the person.
 */
export function upstreamNameKeyOf(vault: Vault, tenant: TenantId, connection: string, name: string): Promise<string> {
  return vault.fingerprint(tenant, 'upstream-name', [connection, name]);
}
