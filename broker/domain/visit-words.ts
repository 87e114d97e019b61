import { noticeTexts as texts } from '#contract/messages/en/notices';
import { countryName } from '#contract/policy-words/names';
import type { EpochMs } from './brands.ts';
import { browserName } from './browser-name.ts';
import { noPlaces, type Places } from './ports/places.ts';
import type { Visit } from './visit.ts';

const inWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** `21 November 2026 at 20:38 UTC`: a message does not know where it is read. */
export function timeWords(at: EpochMs): string {
  return `${inWords.format(at)} UTC`;
}

/** When and from where, in lines for a message. Nothing in them is of the choosing of whoever came. */
export function visitLines(now: EpochMs, visit: Pick<Visit, 'address' | 'agent'> | null, places: Places = noPlaces): string {
  const country = visit && (places.placeOf(visit.address)?.country ?? null);
  const browser = visit && browserName(visit.agent);
  const from = places.isKnown && places.source.isDbipLite ? texts.placeByDbip : texts.place;
  return [
    texts.when.replace('{time}', timeWords(now)),
    visit && texts.address.replace('{address}', visit.address),
    country && from.replace('{place}', countryName(country)),
    browser && texts.browser.replace('{browser}', browser),
  ]
    .filter((line) => line !== null)
    .join('\n');
}
