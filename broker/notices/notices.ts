/**
 * Notices out of band (NIST SP 800-63B-4, 4.6; ASVS 5.0, 6.3.7): who changes or tries somebody's second step cannot keep them
 * from hearing of it. This room decides how often and in which words; who is told of what is decided where it happens.
 */
import { AppError } from '../domain/app-error.ts';
import type { EpochMs, TenantId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Mailer } from '../domain/ports/mailer.ts';
import type { AdministratorEvent, Notices, NoticeTo, PersonEvent } from '../domain/ports/notices.ts';
import type { Places } from '../domain/ports/places.ts';
import type { RateStore } from '../domain/ports/stores/rate-store.ts';
import { administratorMail, type LastOfToday, type NoticeMail, personMail } from './message.ts';

/** Of the pseudonym of a person, in the log. */
const personSigns = 8;
const dayMs = 24 * 3_600_000;
/** Of each kind by itself: nobody uses up one with another, to have the one that matters not sent. */
const mostOfAKindADay = { person: 5, administrators: 20 } as const;
/** What administrators hear of one person, of each kind: nobody uses up what they are to hear of others. */
const mostOfAPersonADay = 3;

export interface NoticesDeps {
  readonly mailer: Mailer | null;
  /** Writes to the administrators of a tenant. */
  readonly notify: (tenant: TenantId, words: (site: string) => NoticeMail) => Promise<void>;
  readonly rates: RateStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly places: Places;
}

export function createNotices({ mailer, notify, rates, clock, log, places }: NoticesDeps): Notices {
  const underWay = new Set<Promise<void>>();

  function start(tenant: TenantId, kind: string, work: () => Promise<void>): void {
    const done: Promise<void> = work()
      .catch((error: unknown) => {
        const code = error instanceof AppError ? error.code : 'internal';
        log.warn('notice-not-sent', { tenant, purpose: kind, code });
      })
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }

  /** Which one of its kind today this is, and whether it may go. */
  async function placeToday(
    most: number,
    key: readonly string[],
    now: EpochMs,
  ): Promise<{ readonly mayGo: boolean; readonly isLast: boolean }> {
    const count = await rates.hit(noticeKey(key), dayMs, now);
    return { mayGo: count <= most, isLast: count === most };
  }

  /**
   * The same for administrators, who are told of so many people: only the first of each takes one of the day's places. Null: it
   * may not go.
   */
  async function placeForAdministrators(
    tenant: TenantId,
    event: AdministratorEvent,
    now: EpochMs,
  ): Promise<{ last: LastOfToday | null } | null> {
    const most = mostOfAKindADay.administrators;
    if (!('subject' in event)) {
      const { mayGo, isLast } = await placeToday(most, [tenant, event.kind], now);
      return mayGo ? { last: isLast ? 'last' : null } : null;
    }
    const ofPerson = await rates.hit(noticeKey([tenant, event.kind, 'administrators', event.subject]), dayMs, now);
    if (ofPerson > mostOfAPersonADay) return null;
    const people = noticeKey([tenant, event.kind]);
    const place = ofPerson === 1 ? await rates.hit(people, dayMs, now) : await rates.hits(people, dayMs, now);
    if (place > most) return null;
    if (ofPerson === mostOfAPersonADay) return { last: 'lastOfPerson' };
    return { last: ofPerson === 1 && place === most ? 'lastPerson' : null };
  }

  return {
    tellPerson({ tenant, subject, siteName, mailbox, visit }: NoticeTo, event: PersonEvent) {
      // Whether they can be reached or not: what happens to second factors stands in the log (NIST SP 800-63B-4, 4.1).
      log.info('second-factor', {
        tenant: tenant.id,
        person: subject.slice(0, personSigns),
        purpose: event.kind,
        ...('method' in event && { method: event.method }),
      });
      if (mailer === null || mailbox === null) return;
      const now = clock.now();
      const most = mostOfAKindADay.person;
      start(tenant.id, event.kind, async () => {
        const { mayGo, isLast } = await placeToday(most, [tenant.id, event.kind, subject], now);
        // Nobody waits for this but `settled`; a message that is not taken is in the mailer's log.
        if (mayGo) await mailer.send({ to: mailbox.address, ...personMail(siteName, event, { now, visit, places, isLast }) });
      });
    },
    tellAdministrators(tenant: TenantId, event: AdministratorEvent) {
      const now = clock.now();
      start(tenant, event.kind, async () => {
        const place = await placeForAdministrators(tenant, event, now);
        if (place !== null) await notify(tenant, (site) => administratorMail(site, event, { now, ...place }));
      });
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

const noticeKey = (key: readonly string[]) => JSON.stringify(['notice', ...key]);
