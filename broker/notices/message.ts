import { administratorNotices, noticeMethods, personNotices, noticeTexts as texts } from '#contract/messages/en/notices';
import type { EpochMs } from '../domain/brands.ts';
import { browserName } from '../domain/browser-name.ts';
import { plainName } from '../domain/plain-name.ts';
import type { AdministratorEvent, NoticeTo, PersonEvent } from '../domain/ports/notices.ts';

export interface NoticeMail {
  readonly subject: string;
  readonly text: string;
}

export interface Moment {
  readonly now: EpochMs;
  readonly visit: NoticeTo['visit'];
  /** Where the address is, in words; null where that is not known. */
  readonly place: string | null;
  /** No more of this kind today. */
  readonly isLast: boolean;
}

/** At so many recovery codes left, new ones are to be made. */
const fewLeft = 3;

/** What a person gets. Nothing in it is of the choosing of whoever signed in. */
export function personMail(siteName: string, event: PersonEvent, { now, visit, place, isLast }: Moment): NoticeMail {
  const site = nameOf(siteName);
  const words = personNotices[event.kind];
  const values = {
    site,
    method: 'method' in event ? noticeMethods[event.method] : '',
    left: 'left' in event ? leftWords(event.left) : '',
    until: 'until' in event ? timeWords(event.until) : '',
  };
  const browser = visit && browserName(visit.agent);
  const facts = [
    fill(texts.when, { time: timeWords(now) }),
    visit && fill(texts.address, { address: visit.address }),
    place && fill(texts.place, { place }),
    browser && fill(texts.browser, { browser }),
  ].filter((line) => line !== null && line !== '');
  const parts = [fill(words.text, values), facts.join('\n'), isLast ? texts.last : '', fill(texts.toPerson, { site })];
  return { subject: fill(words.subject, values), text: joined(parts) };
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/** What administrators get. */
export function administratorMail(
  siteName: string,
  event: AdministratorEvent,
  { now, isLast }: Pick<Moment, 'now' | 'isLast'>,
): NoticeMail {
  const site = nameOf(siteName);
  const words = administratorNotices[event.kind];
  const values = {
    site,
    country: 'country' in event ? (countryNames.of(event.country) ?? event.country) : '',
    person: 'person' in event ? event.person.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 254) : '',
  };
  const parts = [
    fill(words.text, values),
    fill(texts.when, { time: timeWords(now) }),
    isLast ? texts.last : '',
    fill(texts.toAdministrators, { site }),
  ];
  return { subject: fill(words.subject, values), text: joined(parts) };
}

const nameOf = (siteName: string) => plainName(siteName) || 'your help centre';

const joined = (parts: readonly string[]) => `${parts.filter((part) => part !== '').join('\n\n')}\n`;

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (_, name: string) => values[name] ?? '');
}

const inWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** `21 November 2026 at 20:38 UTC`: the message does not know where it is read. */
function timeWords(at: EpochMs): string {
  return `${inWords.format(at)} UTC`;
}

function leftWords(left: number): string {
  const { none, one, few, many } = texts.left;
  const words = left <= 0 ? none : left === 1 ? one : left <= fewLeft ? few : many;
  return fill(words, { count: String(left) });
}
