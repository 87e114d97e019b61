import { administratorNotices, noticeMethods, personNotices, noticeTexts as texts } from '#contract/messages/en/notices';
import { countryName } from '#contract/policy-words/names';
import type { EpochMs } from '../domain/brands.ts';
import { plainName } from '../domain/plain-name.ts';
import type { AdministratorEvent, NoticeTo, PersonEvent } from '../domain/ports/notices.ts';
import type { Places } from '../domain/ports/places.ts';
import { timeWords, visitLines } from '../domain/visit-words.ts';

export interface NoticeMail {
  readonly subject: string;
  readonly text: string;
}

export interface Moment {
  readonly now: EpochMs;
  readonly visit: NoticeTo['visit'];
  readonly places: Places;
  /** No more of this kind today. */
  readonly isLast: boolean;
}

/** Why administrators get no more of a kind today, or of a person: `noticeTexts` has the words. */
export type LastOfToday = 'last' | 'lastOfPerson' | 'lastPerson';

/** At so many recovery codes left, new ones are to be made. */
const fewLeft = 3;

/** What a person gets. Nothing in it is of the choosing of whoever signed in. */
export function personMail(siteName: string, event: PersonEvent, { now, visit, places, isLast }: Moment): NoticeMail {
  const site = nameOf(siteName);
  const words = personNotices[event.kind];
  const values = {
    site,
    method: 'method' in event ? noticeMethods[event.method] : '',
    left: 'left' in event ? leftWords(event.left) : '',
    until: 'until' in event ? timeWords(event.until) : '',
  };
  const parts = [fill(words.text, values), visitLines(now, visit, places), isLast ? texts.last : '', fill(texts.toPerson, { site })];
  return { subject: fill(words.subject, values), text: joined(parts) };
}

/** What administrators get. */
export function administratorMail(
  siteName: string,
  event: AdministratorEvent,
  { now, last }: { readonly now: EpochMs; readonly last: LastOfToday | null },
): NoticeMail {
  const site = nameOf(siteName);
  const words = administratorNotices[event.kind];
  const values = {
    site,
    country: 'country' in event ? countryName(event.country) : '',
    person: 'person' in event ? event.person.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 254) : '',
  };
  const parts = [
    fill(words.text, values),
    fill(texts.when, { time: timeWords(now) }),
    last === null ? '' : texts[last],
    fill(texts.toAdministrators, { site }),
  ];
  return { subject: fill(words.subject, values), text: joined(parts) };
}

const nameOf = (siteName: string) => plainName(siteName) || 'your help centre';

const joined = (parts: readonly string[]) => `${parts.filter((part) => part !== '').join('\n\n')}\n`;

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (_, name: string) => values[name] ?? '');
}

function leftWords(left: number): string {
  const { none, one, few, many } = texts.left;
  const words = left <= 0 ? none : left === 1 ? one : left <= fewLeft ? few : many;
  return fill(words, { count: String(left) });
}
