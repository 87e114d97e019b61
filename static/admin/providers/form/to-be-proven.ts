import { upkeepTexts } from '../../i18n/upkeep.ts';
import type { ProviderForm } from './provider-form.ts';
import { domainsOf } from './texts.ts';

/** Domains that this form wants to be proven by a record. */
function toBeProven({ domainMode, domainProof, domainLines }: ProviderForm): string[] {
  return domainMode === 'list' && domainProof === 'dns' ? domainsOf(domainLines) : [];
}

/** What is said on saving of domains that were not to be proven `before`, with a space in front; empty where there are none. */
export function untilFound(form: ProviderForm, before: ProviderForm | null): string {
  const known = before === null ? [] : toBeProven(before);
  const added = toBeProven(form).filter((domain) => !known.includes(domain));
  return added.length === 0 ? '' : ` ${upkeepTexts.untilFound(added.join(', '))}`;
}
