import type { Tenant } from '../domain/tenant.ts';
import { type Input, type OptionNotes, UsageError } from './command.ts';
import type { CliParts } from './parts.ts';
import { getTenant } from './with-parts.ts';

/** Options of commands that work on one tenant or on all. */
export const tenantOptions = {
  tenant: { type: 'string', value: 'NAME', text: 'The tenant; may be left out where there is only one.' },
  all: { type: 'boolean', text: 'All tenants.' },
} as const satisfies Readonly<Record<string, OptionNotes>>;

/** The tenants that are meant. Throws `tenant_unknown`, and UsageError where it is not clear. */
export async function chosenTenants(parts: CliParts, { text, flag }: Input): Promise<readonly Tenant[]> {
  const slug = text('tenant');
  if (slug !== null && flag('all')) throw new UsageError('--tenant and --all exclude each other');
  if (slug !== null) return [await getTenant(parts, slug)];
  const all = await parts.storage.tenants.list();
  if (!flag('all') && all.length > 1) throw new UsageError('--tenant NAME or --all is missing: there is more than one tenant');
  return all;
}
