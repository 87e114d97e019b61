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
import type { GivenAddresses } from '../domain/ports/people.ts';
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
  readonly givenAddresses: GivenAddresses;
  readonly rates: RateStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly places: Places;
}

export function createNotices({ mailer, notify, givenAddresses, rates, clock, log, places }: NoticesDeps): Notices {
  const underWay = new Set<Promise<void>>();

  function notSent(tenant: TenantId, kind: string, error: unknown): void {
    const code = error instanceof AppError ? error.code : 'internal';
    log.warn('notice-not-sent', { tenant, purpose: kind, code });
  }

  function start(tenant: TenantId, kind: string, work: () => Promise<void>): void {
    const done: Promise<void> = work()
      .catch((error: unknown) => notSent(tenant, kind, error))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }

  /**
   * Each mailbox once. Who signs in with somebody's password may have had the address changed that their company tells; what an
   * administrator gave for them they cannot change.
   */
  async function mailboxesOf({ tenant, subject, mailbox }: NoticeTo, kind: string): Promise<readonly string[]> {
    const given = await givenAddresses(tenant.id, subject).catch((error: unknown) => {
      notSent(tenant.id, kind, error);
      return [];
    });
    const told = mailbox === null ? [] : [mailbox.address];
    return [...new Map([...given, ...told].map((address) => [address.toLowerCase(), address])).values()];
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
    tellPerson(to: NoticeTo, event: PersonEvent) {
      const { tenant, subject, siteName, visit } = to;
      // Whether they can be reached or not: what happens to second factors stands in the log (NIST SP 800-63B-4, 4.1).
      log.info('second-factor', {
        tenant: tenant.id,
        person: subject.slice(0, personSigns),
        purpose: event.kind,
        ...('method' in event && { method: event.method }),
      });
      if (mailer === null) return;
      const now = clock.now();
      const most = mostOfAKindADay.person;
      start(tenant.id, event.kind, async () => {
        const mailboxes = await mailboxesOf(to, event.kind);
        if (mailboxes.length === 0) return;
        const { mayGo, isLast } = await placeToday(most, [tenant.id, event.kind, subject], now);
        if (!mayGo) return;
        const mail = personMail(siteName, event, { now, visit, places, isLast });
        // Nobody waits for this but `settled`; a message that is not taken is in the mailer's log.
        await Promise.all(mailboxes.map((address) => mailer.send({ to: address, ...mail })));
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
