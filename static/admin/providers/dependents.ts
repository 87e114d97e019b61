import type { Overview } from '#contract/rpc/admin';

/** What leads to a connection and would break without it. */
export type Dependent =
  | { readonly kind: 'portal' }
  | { readonly kind: 'party-primary'; readonly party: string; readonly name: string }
  | { readonly kind: 'party-list'; readonly party: string; readonly name: string };

/** Everything that has to be changed before the connection can be deleted: the backend refuses a document that leads nowhere. */
export function dependentsOf({ portal, parties }: Pick<Overview, 'portal' | 'parties'>, connection: string): Dependent[] {
  return [
    ...(portal.primaryConnection === connection ? [{ kind: 'portal' } as const] : []),
    ...parties.flatMap(({ id, name, primaryConnection, connections }): Dependent[] => [
      ...(primaryConnection === connection ? [{ kind: 'party-primary', party: id, name } as const] : []),
      ...(connections?.includes(connection) ? [{ kind: 'party-list', party: id, name } as const] : []),
    ]),
  ];
}
