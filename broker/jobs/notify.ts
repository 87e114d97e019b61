import type { TenantId } from '../domain/brands.ts';
import type { Mailer } from '../domain/ports/mailer.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';

/** Writes to the administrators of a tenant, where they have given addresses and there is a mail server. */
export type Notify = (tenant: TenantId, words: (site: string) => { readonly subject: string; readonly text: string }) => Promise<void>;

export function createNotify({ snapshots, mailer }: { snapshots: Snapshots; mailer: Mailer | null }): Notify {
  return async (tenant, words) => {
    if (mailer === null) return;
    const { settings } = await snapshots.live(tenant);
    for (const to of settings.notifications?.emails ?? []) mailer.deliver({ to, ...words(settings.portal.name) });
  };
}
