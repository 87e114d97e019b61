import type { PersonAct } from '#contract/rpc/people';
import type { EpochMs, PersonKey, TenantId } from '../domain/brands.ts';
import type { StoredPerson } from '../domain/ports/stores/person-store.ts';
import type { Vault } from '../domain/ports/vault.ts';

/** What of a person is sealed under the tenant's key, and read by administrators alone. */
export interface PersonContent {
  /** Null of people whom nobody named: they are known by their second factor. */
  readonly address: string | null;
  /** The latest first. */
  readonly acts: readonly PersonAct[];
}

/** What was done about a person, told back as far as this. */
const keptActs = 20;

export function withAct({ address, acts }: PersonContent, act: PersonAct): PersonContent {
  const all = [act, ...acts];
  const kept = all.slice(0, keptActs);
  // Who said what holds of them is looked at by every sign-in of somebody exempt: it stays, however much was done since.
  const rule = all.find((each) => each.act === 'rule');
  return { address, acts: rule === undefined || kept.includes(rule) ? kept : [...kept.slice(0, -1), rule] };
}

export function actOf(act: PersonAct['act'], by: string, reason: string, at: EpochMs): PersonAct {
  return { act, reason, by, at };
}

export interface PersonSeal {
  seal(at: { readonly tenant: TenantId; readonly key: PersonKey }, content: PersonContent): Promise<Uint8Array>;
  /** Throws `sealed_value_unreadable` for what was changed, or moved to another person or tenant. */
  open(row: Pick<StoredPerson, 'tenant' | 'key' | 'sealed'>): Promise<PersonContent>;
}

export function createPersonSeal(vault: Pick<Vault, 'seal' | 'open'>): PersonSeal {
  const place = (tenant: TenantId, row: PersonKey) => ({ tenant, table: 'person', row, column: 'sealed' });
  return {
    seal: ({ tenant, key }, content) => vault.seal(place(tenant, key), new TextEncoder().encode(JSON.stringify(content))),
    async open({ tenant, key, sealed }) {
      return JSON.parse(new TextDecoder().decode(await vault.open(place(tenant, key), sealed))) as PersonContent;
    },
  };
}
