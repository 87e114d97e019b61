import { signInTestTexts as texts } from '#contract/messages/en/sign-in-test';
import type { SignInTestCheck, SignInTestOutcome } from '#contract/rpc/sign-in-test';
import type { Connection } from '#contract/settings/connection';
import { decideEmail, nameOf } from '../../domain/account-binding.ts';
import { parseEmail } from '../../domain/email-domains.ts';
import type { Identity } from '../../domain/identity.ts';
import type { Observed } from '../../domain/observations.ts';

type Account = NonNullable<SignInTestOutcome['account']>;

/** What is to be seen of a proven identity: would it do for a customer? Pure. */
export function identityChecks(
  connection: Connection,
  connections: readonly Connection[],
  identity: Identity,
  facts: Observed['facts'],
  account: Account,
): SignInTestCheck[] {
  return [
    emailCheck(connection, identity),
    domainCheck(connection, connections, identity),
    namesCheck(identity),
    groupsCheck(connection, identity, facts),
    { name: 'account', result: accountResult(account), text: account.text },
  ];
}

function accountResult({ outcome }: Account): SignInTestCheck['result'] {
  return outcome === 'refused' ? 'failed' : outcome === 'unknown' ? 'notice' : 'passed';
}

function emailCheck(connection: Connection, { email }: Identity): SignInTestCheck {
  const name = 'email';
  if (email === null) return { name, result: 'notice', text: texts.email.missing };
  if (email.verified) return { name, result: 'passed', text: texts.email.verified };
  const isEnough = 'emailTrust' in connection && connection.emailTrust === 'authoritative' && connection.domains.mode === 'list';
  return { name, result: isEnough ? 'passed' : 'failed', text: isEnough ? texts.email.authoritative : texts.email.unverified };
}

function domainCheck(connection: Connection, connections: readonly Connection[], { email }: Identity): SignInTestCheck {
  const name = 'email-domain';
  const address = email === null ? null : parseEmail(email.address);
  if (address === null) return { name, result: email === null ? 'not-reached' : 'failed', text: texts.domain.none };
  // Whether it is verified was another question.
  const spoken = decideEmail(connection, connections, { address: address.address, verified: true });
  const text = (spoken.ok ? texts.domain.ok : texts.domain.refused).replace('{domain}', () => address.domain);
  return { name, result: spoken.ok ? 'passed' : 'failed', text };
}

function namesCheck(identity: Identity): SignInTestCheck {
  const shown = nameOf(identity);
  if (shown === '') return { name: 'names', result: 'notice', text: texts.names.none };
  return { name: 'names', result: 'passed', text: texts.names.ok.replace('{name}', () => shown) };
}

function groupsCheck(connection: Connection, { groups }: Identity, facts: Observed['facts']): SignInTestCheck {
  const name = 'groups';
  const words = texts.groups;
  if (groups !== null) {
    const text = groups.length === 0 ? words.none : groups.length === 1 ? words.one : words.some.replace('{count}', String(groups.length));
    return { name, result: 'passed', text };
  }
  if (!('mapping' in connection) || connection.mapping.groups === null) return { name, result: 'passed', text: words.notMapped };
  return { name, result: 'notice', text: facts['groups-overage'] === undefined ? words.unknown : words.overage };
}
