import type { ConnectionView } from '#contract/rpc/admin';
import type { Problem } from '#contract/settings/problems';
import { en } from '../../i18n/en.ts';
import type { ProviderForm } from './provider-form.ts';
import { domainsOf } from './texts.ts';

/** What another connection has already: a short name is of one, and so is a domain. */
export function claimProblems(form: ProviderForm, connections: readonly ConnectionView[], adding: boolean): Problem[] {
  const others = connections.filter(({ id }) => adding || id !== form.id);
  const namesake = others.find(({ id }) => id === form.id);
  const taken = namesake === undefined ? [] : [{ path: '/connection/id', message: en.editor.idTaken(namesake.name) }];
  if (form.domainMode !== 'list') return taken;
  const domains = domainsOf(form.domainLines).flatMap((domain, index) => {
    const owner = others.find((other) => other.domains.mode === 'list' && other.domains.list.includes(domain));
    return owner === undefined ? [] : [{ path: `/connection/domains/list/${index}`, message: en.editor.domainTaken(domain, owner.name) }];
  });
  return [...taken, ...domains];
}
