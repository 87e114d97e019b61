import { oauth2CheckWords as words } from '#contract/messages/en/oauth2-checks';
import type { ConnectionTestResult } from '#contract/rpc/status';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { withQuoted } from '../../domain/quoted.ts';
import { redeem } from './answers.ts';
import { unusableAddress } from './departure.ts';

type Check = ConnectionTestResult['checks'][number];

/**
 * What can be told without anybody signing in: whether the addresses may be used, and what the token endpoint says to a
 * code that nobody issued. Never throws for what a provider does.
 */
export async function testConnection(
  connection: OAuth2Connection,
  at: { outbound: Outbound; secret: string | null; callbackUrl: string },
): Promise<ConnectionTestResult> {
  const field = unusableAddress(connection, (url) => at.outbound.refusalOf(url));
  const addresses = check('addresses', field === null, field === null ? words.addresses.ok : words.addresses.bad, { field: field ?? '' });
  const checks = [addresses, ...(addresses.ok ? [await clientCheck(connection, at)] : []), emailsCheck(connection)];
  return { ok: checks.every(({ ok }) => ok), checks };
}

async function clientCheck(
  connection: OAuth2Connection,
  { outbound, secret, callbackUrl }: { outbound: Outbound; secret: string | null; callbackUrl: string },
): Promise<Check> {
  if (secret === null) return check('client', false, words.client.secret);
  const nobodys = {
    secret,
    code: 'gatehouse-connection-test',
    verifier: 'gatehouse-connection-test-of-43-characters-and-more',
    callbackUrl,
  };
  const answer = await redeem(outbound, connection, nobodys);
  const values = { url: connection.tokenUrl, because: answer.ok ? 'a token' : answer.because };
  if (answer.ok) return check('client', false, words.client.unclear, values);
  if (answer.code === 'oauth2_code_rejected') return check('client', true, words.client.ok);
  if (answer.code === 'oauth2_client_rejected') return check('client', false, words.client.rejected);
  return check('client', false, answer.code === 'oauth2_provider_unreachable' ? words.client.unreachable : words.client.unclear, values);
}

function emailsCheck({ emailTrust, emailsUrl, emailVerified }: OAuth2Connection): Check {
  if (emailTrust === 'authoritative') return check('emails', true, words.emails.authoritative);
  if (emailsUrl !== null) return check('emails', true, words.emails.list, { url: emailsUrl });
  return check('emails', true, words.emails.path, { path: emailVerified ?? '' });
}

/** What the provider says goes into a sentence for people. */
function check(name: string, ok: boolean, text: string, values: Readonly<Record<string, string>> = {}): Check {
  return { name, ok, text: withQuoted(text, values) };
}
