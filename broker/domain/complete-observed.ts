import type { Diagnosis } from '#contract/messages/en/diagnoses';
import type { SignInCheckName } from '#contract/rpc/sign-in-test';
import type { Refusal } from './app-error.ts';
import { findDiagnosis } from './diagnosis-table.ts';
import type { Connector, Proven } from './ports/connector.ts';
import type { Observer } from './ports/observer.ts';

/** `Connector.complete` for an observer: what the connector passed it tells itself; what it refused is told here, by its refusal. */
export async function completeObserved(
  connector: Connector,
  input: Parameters<Connector['complete']>[0],
  observer: Observer,
): Promise<Proven> {
  const proven = await connector.complete({ ...input, observer });
  if (proven.ok === false) tellRefusal(observer, proven);
  return proven;
}

/** The check that a refusal ended the sign-in with. */
export function tellRefusal(observer: Observer, { code, because }: Refusal): void {
  const diagnosis = findDiagnosis(code);
  const name = /\.token\.error\./.test(because) ? 'exchange' : diagnosis === null ? 'answer' : checks[diagnosis];
  observer.step({ name, ok: false, because });
  if (code === 'saml_provider_refused') observer.fact('provider-answer', because);
}

const checks: Readonly<Record<Diagnosis, SignInCheckName>> = {
  'not-an-answer': 'answer',
  'message-form': 'message',
  'message-content': 'message',
  'one-person': 'message',
  'encryption-not-taken': 'decryption',
  'encryption-missing': 'decryption',
  'encrypted-to-another': 'decryption',
  'signature-missing': 'signature',
  'signature-form': 'signature',
  'signature-algorithm': 'signature',
  'changed-on-its-way': 'signature',
  'other-certificate': 'signature',
  'certificate-unreadable': 'signature',
  'provider-said-no': 'answer',
  'saml-issuer': 'issuer',
  'saml-address': 'audience',
  'saml-audience': 'audience',
  'another-request': 'in-response-to',
  conditions: 'message',
  clocks: 'times',
  'too-old': 'context',
  'saml-context': 'context',
  'saml-subject': 'subject',
  mapping: 'claims',
  'saml-metadata': 'provider',
  'application-request': 'answer',
  'oidc-unreachable': 'provider',
  'oidc-endpoint': 'provider',
  'oidc-discovery': 'provider',
  'secret-missing': 'exchange',
  'oidc-arrival': 'answer',
  'oidc-issuer': 'issuer',
  'oidc-error': 'answer',
  'code-rejected': 'exchange',
  'client-rejected': 'exchange',
  'odd-answer': 'exchange',
  'no-id-token': 'exchange',
  'token-form': 'signature',
  'token-algorithm': 'signature',
  'token-keys': 'signature',
  'oidc-audience': 'audience',
  'oidc-subject': 'subject',
  'oidc-too-old': 'context',
  'oidc-context': 'context',
  'logout-token': 'answer',
  userinfo: 'userinfo',
  'oauth-subject': 'subject',
  'fresh-impossible': 'request',
  'mail-code': 'answer',
  'email-missing': 'claims',
  'email-unusable': 'claims',
  'email-unverified': 'claims',
  'email-domain': 'claims',
  account: 'claims',
};
