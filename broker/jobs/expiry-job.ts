import { expiryWords } from '#contract/messages/en/lifecycle';
import type { TenantId } from '../domain/brands.ts';
import { type ExpiringItem, expiringItems } from '../domain/expiring-items.ts';
import { daysLeft, passedStep, warningDue } from '../domain/expiry.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { KeyRotation } from '../domain/ports/key-rotation.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { ExpiryStore } from '../domain/ports/stores/expiry-store.ts';
import type { TenantStore } from '../domain/ports/stores/tenant-store.ts';
import type { WatchStore } from '../domain/ports/stores/watch-store.ts';
import type { Tenant } from '../domain/tenant.ts';
import { eachTenant } from './each-tenant.ts';
import type { Notify } from './notify.ts';
import type { Job } from './runner.ts';
import { statesOf } from './upkeep.ts';

export interface ExpiryJobDeps {
  readonly tenants: Pick<TenantStore, 'list'>;
  readonly expiries: ExpiryStore;
  readonly watched: WatchStore;
  readonly snapshots: Snapshots;
  readonly keyRotation: Pick<KeyRotation, 'list'>;
  readonly notify: Notify;
  readonly clock: Clock;
  readonly log: Log;
}

/** Notes what ends, and tells the administrators once at each step: in the log, and by e-mail where they have given addresses. */
export function expiryJob(deps: ExpiryJobDeps): Job {
  const { expiries, watched, snapshots, keyRotation, notify, clock, log } = deps;

  async function lookAt(tenant: Tenant): Promise<void> {
    const now = clock.now();
    const { settings } = await snapshots.live(tenant.id);
    const states = statesOf(settings.connections, await watched.list(tenant.id));
    const { signing } = await keyRotation.list(tenant.id);
    const items = expiringItems(settings, states, signing, now);
    await expiries.replace(tenant.id, items);
    const due: { item: ExpiringItem; step: number }[] = [];
    for (const item of items) {
      const step = warningDue(item.endsAt, now);
      if (step !== null && (await expiries.warn(tenant.id, item, step))) due.push({ item, step });
    }
    if (due.length === 0) return;
    for (const { item, step } of due) note(tenant.id, item, step);
    const endings = due.map(({ item }) => ({ ...item, days: daysLeft(item.endsAt, now) }));
    await notify(tenant.id, (site) => expiryWords.mail(site, endings));
  }

  function note(tenant: TenantId, { kind, owner, endsAt }: ExpiringItem, step: number): void {
    const fields = { tenant, purpose: kind, count: daysLeft(endsAt, clock.now()), ...ownerField(kind, owner) };
    if (step === passedStep) log.error('expiry.passed', fields);
    else log.warn('expiry.near', fields);
  }

  return eachTenant({ name: 'expiry', everyMs: 6 * 3_600_000 }, deps, lookAt);
}

function ownerField(kind: ExpiringItem['kind'], owner: string | null): { party?: string; connection?: string } {
  if (owner === null) return {};
  return kind === 'party-certificate' ? { party: owner } : { connection: owner };
}
