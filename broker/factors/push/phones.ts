import type { FactorId, SubjectKey, TenantId } from '../../domain/brands.ts';
import type { PushSubscription } from '../../domain/ports/push-service.ts';
import type { StoredFactor } from '../../domain/ports/stores/factor-store.ts';
import type { FactorContent } from '../sealed-factor.ts';
import type { PushDeps } from './deps.ts';

/** A person's phone, opened. */
export interface Phone {
  readonly row: StoredFactor;
  readonly label: string;
  readonly key: { readonly x: string; readonly y: string };
  /** Six digits that both sides showed while it was paired. */
  readonly check: string;
  readonly subscription: PushSubscription | null;
}

type Deps = Pick<PushDeps, 'storage' | 'seal' | 'push'>;

/** The phones of people as they are stored. */
export function createPhones({ storage, seal, push }: Deps) {
  async function open(row: StoredFactor): Promise<Phone> {
    const { label, data } = await seal.open(row);
    const { x = '', y = '', check = '', endpoint, p256dh = '', auth = '', serverKey = '' } = data;
    return { row, label, key: { x, y }, check, subscription: endpoint === undefined ? null : { endpoint, p256dh, auth, serverKey } };
  }

  function contentOf({ label, key, check, subscription }: Omit<Phone, 'row'>): FactorContent {
    return { label, data: { ...key, check, ...subscription } };
  }

  const phones = {
    /** Null for what is no phone. */
    async find(tenant: TenantId, id: FactorId): Promise<Phone | null> {
      const row = await storage.factors.find(tenant, id);
      return row?.kind === 'push' ? open(row) : null;
    },
    async active(tenant: TenantId, subject: SubjectKey): Promise<readonly Phone[]> {
      const rows = await storage.factors.list(tenant, subject);
      return Promise.all(rows.filter(({ kind, state }) => kind === 'push' && state === 'active').map(open));
    },
    seal: (whose: Pick<StoredFactor, 'tenant' | 'subject' | 'id' | 'kind'>, content: Omit<Phone, 'row'>) =>
      seal.seal(whose, contentOf(content)),
    /** Writes a subscription, or that there is none any more. */
    async subscribe(phone: Phone, subscription: PushSubscription | null): Promise<void> {
      const { row } = phone;
      await storage.factors.reseal({ ...row, sealed: await phones.seal(row, { ...phone, subscription }) });
    },
    /**
     * Wakes every phone of a person. The services' answers are nobody's to wait for: an open page of a phone asks by itself.
     * What a service has ended is forgotten, unless the phone has subscribed anew meanwhile.
     */
    async wake(tenant: TenantId, subject: SubjectKey, message: { challenge: string; ttlSeconds: number }): Promise<void> {
      const wakeUp = { payload: message.challenge, ttlSeconds: message.ttlSeconds, topic: 'sign-in' };
      await Promise.all(
        (await phones.active(tenant, subject)).map(async ({ row, subscription }) => {
          if (subscription === null) return;
          const outcome = await push.wake(tenant, subscription, wakeUp);
          if (outcome.sent || outcome.because !== 'gone') return;
          const now = await phones.find(tenant, row.id);
          if (now?.subscription?.endpoint === subscription.endpoint) await phones.subscribe(now, null);
        }),
      );
    },
  };
  return phones;
}

export type Phones = ReturnType<typeof createPhones>;
