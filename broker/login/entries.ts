import type { SessionId } from '../domain/brands.ts';
import type { Entry } from '../domain/logout.ts';
import { openSealed } from '../domain/open-sealed.ts';
import { partyNameKey } from '../domain/party-names.ts';
import type { StoredEntry } from '../domain/ports/stores/entry-store.ts';
import type { Vault } from '../domain/ports/vault.ts';
import type { Tenant } from '../domain/tenant.ts';

/*
 * Sealed under the tenant's key, not the browser's: a provider's LogoutRequest that is posted brings no session cookie along,
 * and the sessions that it ends have ended before there is another request (decision 15).
 */
const place = (tenant: Tenant, sessionIndex: string) => ({
  tenant: tenant.id,
  table: 'session_entry',
  row: sessionIndex,
  column: 'sealed',
});

/** What is kept of an application that a session enters. */
export async function storedEntry(vault: Vault, tenant: Tenant, session: SessionId, entry: Entry): Promise<StoredEntry> {
  const { application, sessionIndex, party, nameId } = entry;
  return {
    tenant: tenant.id,
    brokerSession: session,
    application,
    sessionIndex,
    nameKey: await partyNameKey(vault, tenant.id, application, nameId.value),
    sealed: await vault.seal(place(tenant, sessionIndex), new TextEncoder().encode(JSON.stringify({ party, nameId }))),
  };
}

/** The entry in a row; null for one that does not open any more. */
export async function openEntry(vault: Vault, tenant: Tenant, row: StoredEntry): Promise<Entry | null> {
  const plain = await openSealed(vault, place(tenant, row.sessionIndex), row.sealed);
  if (plain === null) return null;
  const told = JSON.parse(new TextDecoder().decode(plain)) as Pick<Entry, 'party' | 'nameId'>;
  return { application: row.application, sessionIndex: row.sessionIndex, ...told };
}
