import type { SubjectKey, TenantId } from '../domain/brands.ts';
import type { GivenAddresses } from '../domain/ports/people.ts';
import type { PersonStore } from '../domain/ports/stores/person-store.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { createPersonSeal } from './sealed-person.ts';

/** The addresses that administrators gave for a person, who came with them since, or to whose account they led. */
export function createGivenAddresses(deps: {
  readonly people: Pick<PersonStore, 'ofSubject'>;
  readonly vault: Pick<Vault, 'seal' | 'open'>;
}): GivenAddresses {
  const seal = createPersonSeal(deps.vault);
  return async (tenant: TenantId, subject: SubjectKey) => {
    const contents = await Promise.all((await deps.people.ofSubject(tenant, subject)).map((row) => seal.open(row)));
    return contents.flatMap(({ address }) => address ?? []);
  };
}
