import type { Party } from '#contract/settings/party';
import type { Identity } from '../domain/identity.ts';
import type { Vault } from '../domain/ports/vault.ts';
import type { Tenant } from '../domain/tenant.ts';

/**
 * An application's own name for a person: the same each time, another one at each application, and never the one that the
 * provider uses, which two providers may give to two people.
 */
export function pairwiseName(
  vault: Vault,
  tenant: Tenant,
  { entityId }: Pick<Party, 'entityId'>,
  identity: Pick<Identity, 'connection' | 'issuer' | 'subject'>,
): Promise<string> {
  return vault.fingerprint(tenant.id, 'party-subject', [entityId, identity.connection, identity.issuer, identity.subject]);
}
