import { samlCheckWords as words } from '#contract/messages/en/saml-checks';
import type { ConnectionTestResult } from '#contract/rpc/status';
import type { Connection } from '#contract/settings/connection';
import { certificateFacts } from '../domain/certificates.ts';

/**
 * What a test has to say of certificates that stand in the settings and that brokers trust no more, because the provider has
 * given them up: `entered` against the connection `asRun`. Null where there are none. Pure.
 */
export function givenUpCheck(entered: Connection, asRun: Connection): ConnectionTestResult['checks'][number] | null {
  if (entered.protocol !== 'saml' || asRun.protocol !== 'saml') return null;
  const trusted = new Set(asRun.certificates.map(derOf));
  const gone = entered.certificates.filter((text) => !trusted.has(derOf(text))).length;
  if (gone === 0) return null;
  const text = gone === 1 ? words.givenUp.one : words.givenUp.some.replace('{count}', String(gone));
  return { name: 'given-up', ok: true, text };
}

const derOf = (text: string): string => certificateFacts(text)?.der ?? text;
