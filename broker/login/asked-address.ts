import type { EpochMs, TenantId } from '../domain/brands.ts';
import { type EmailAddress, parseEmail } from '../domain/email-domains.ts';
import { openSealed } from '../domain/open-sealed.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Place, Vault } from '../domain/ports/vault.ts';

/** How long an address that was entered waits for the next page. */
export const askedAddressMs = 10 * 60_000;
/** Every address becomes text of this length, so that nothing sealed tells how long it is. `parseEmail` takes none longer. */
const paddedLength = 256;

const shape = /^([0-9a-z]{8,9})\.([A-Za-z0-9_-]{340,600})$/;

/**
 * The address that somebody entered to find their company, on its way from one page to the next: in their own browser,
 * sealed under the tenant's key, and bound to the tenant and the time. Nothing of it is kept here.
 */
export async function sealAddress(deps: { vault: Vault; clock: Clock }, tenant: TenantId, { address }: EmailAddress): Promise<string> {
  const at = deps.clock.now().toString(36);
  const sealed = await deps.vault.seal(placeOf(tenant, at), new TextEncoder().encode(address.padEnd(paddedLength)));
  return `${at}.${Buffer.from(sealed).toString('base64url')}`;
}

/** Null for what is none of ours, or too old. */
export async function openAddress(deps: { vault: Vault; clock: Clock }, tenant: TenantId, value: string): Promise<EmailAddress | null> {
  const [, at, sealed] = shape.exec(value) ?? [];
  if (at === undefined || sealed === undefined || !isFresh(Number.parseInt(at, 36), deps.clock.now())) return null;
  const plain = await openSealed(deps.vault, placeOf(tenant, at), Buffer.from(sealed, 'base64url'));
  return plain === null ? null : parseEmail(new TextDecoder().decode(plain).trimEnd());
}

function isFresh(at: EpochMs, now: EpochMs): boolean {
  return at <= now && now - at < askedAddressMs;
}

function placeOf(tenant: TenantId, at: string): Place {
  return { tenant, table: 'cookie', row: 'company-address', column: `address ${at}` };
}
