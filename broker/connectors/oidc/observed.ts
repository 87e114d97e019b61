import type { EpochMs } from '../../domain/brands.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import { claimValues, redactJson, redactText } from '../../domain/redaction.ts';
import type { Claims } from './id-token-rules.ts';

/** What of a token helps to see why it was refused, or how far the clocks differ. It may not be proven yet. */
export function tellToken(observer: Observer, claims: Claims, now: EpochMs): void {
  if (typeof claims.iss === 'string') observer.fact('issuer-found', claims.iss);
  const audiences = (Array.isArray(claims.aud) ? (claims.aud as unknown[]) : [claims.aud]).filter((each) => typeof each === 'string');
  if (audiences.length > 0) observer.fact('audience-found', audiences.join(', '));
  if (typeof claims.iat === 'number') observer.fact('clock-difference-seconds', String(Math.round(claims.iat - now / 1000)));
  observer.message({ kind: 'id-token', text: () => redactJson(claims) });
}

/** A proven ID token: the checks that it passed, in the order of OpenID Connect Core 1.0, section 3.1.3.7. */
export function tellProven(observer: Observer, claims: Claims): void {
  for (const name of ['exchange', 'signature', 'issuer', 'audience', 'in-response-to', 'times', 'context'] as const)
    observer.step({ name, ok: true, because: `oidc.${name}` });
  observer.received(() => claimValues(claims));
}

/** Further details; what the ID token says comes first. */
export function tellUserInfo(observer: Observer, idToken: Claims, userInfo: Claims): void {
  observer.step({ name: 'userinfo', ok: true, because: 'oidc.userinfo' });
  observer.message({ kind: 'userinfo', text: () => redactJson(userInfo) });
  observer.received(() => claimValues({ ...userInfo, ...idToken }));
}

/** The provider's own no, in its own words: from an answer to a state that only this login knows, or from its server. */
export function tellProviderError(observer: Observer, error: { readonly name: string; readonly description: string | null }): void {
  observer.fact('provider-answer', error.name);
  const text = [error.name, error.description ?? ''].filter((part) => part !== '').map(redactText);
  observer.message({ kind: 'provider-error', text: () => text.join('\n') });
}
