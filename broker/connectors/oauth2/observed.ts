import { isObject } from '#contract/mapping/json-values';
import type { Refusal } from '../../domain/app-error.ts';
import { queryOf } from '../../domain/callback-query.ts';
import type { Arrival } from '../../domain/ports/connector.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import { claimValues, redactJson, redactText } from '../../domain/redaction.ts';

/** The provider's own no, in its own words; only once the state was matched, so that it is an answer to this login. */
export function tellProviderError(observer: Observer, arrival: Arrival, refusal: Refusal): void {
  if (!refusal.because.startsWith('oauth2.arrival.error.')) return;
  const read = queryOf(arrival);
  if (!read.ok) return;
  const parts = ['error', 'error_description'].map((name) => read.parameters.get(name) ?? '').filter((part) => part !== '');
  observer.fact('provider-answer', parts[0] ?? '');
  observer.message({ kind: 'provider-error', text: () => parts.map(redactText).join('\n') });
}

/** What the provider's servers told the bearer of the token. `emails` undefined: there is no list of addresses. */
export function tellDocuments(observer: Observer, userInfo: unknown, emails: unknown): void {
  observer.message({ kind: 'userinfo', text: () => redactJson(userInfo) });
  if (emails !== undefined) observer.message({ kind: 'emails', text: () => redactJson(emails) });
  observer.received(() => ({
    ...(isObject(userInfo) ? claimValues(userInfo) : {}),
    ...(emails === undefined ? {} : claimValues({ emails })),
  }));
}
