import type { SubjectKey, TenantId } from './brands.ts';
import type { Vault } from './ports/vault.ts';

/** The pseudonym under which a person's binding and factors are kept (ASVS 5.0, 6.8.1: by provider and subject, never by e-mail). */
export async function subjectKeyOf(
  vault: Vault,
  tenant: TenantId,
  identity: { readonly connection: string; readonly subject: string },
): Promise<SubjectKey> {
  return (await vault.fingerprint(tenant, 'subject', [identity.connection, identity.subject])) as SubjectKey;
}
