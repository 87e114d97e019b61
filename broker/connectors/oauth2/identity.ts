/** From what the provider told the bearer of this login's token to an Identity. Pure. */
import { isObject } from '#contract/mapping/json-values';
import { factsInAnswers, subjectIn } from '#contract/mapping/oauth2-answers';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import { vouchesFor } from '../../domain/connection-names.ts';
import { parseEmail } from '../../domain/email-domains.ts';
import { type Identity, toldNothingOfSession } from '../../domain/identity.ts';
import { issuerOf } from '../../domain/issuer.ts';
import { compileOnce } from '../../domain/mapping.ts';

/** `emails` is the list of addresses; undefined where the connection has no address for one. */
export function identityOf(
  connection: OAuth2Connection,
  userInfo: unknown,
  emails: unknown,
): { readonly ok: true; readonly identity: Identity } | Refusal {
  if (!isObject(userInfo)) return refuse('oauth2_answer_malformed', 'oauth2.userinfo.shape');
  const subject = subjectIn(userInfo, connection.subject);
  if (subject === null) return refuse('oauth2_subject_invalid', 'oauth2.subject');
  const mayVouchFor = (email: string): boolean => {
    const address = parseEmail(email);
    return address !== null && vouchesFor(connection, address.domain);
  };
  const mapped = factsInAnswers(connection, { userInfo, emails }, mayVouchFor, compileOnce);
  if (!mapped.ok) return refuse('oauth2_claim_malformed', `oauth2.claim.${mapped.fault}`);
  return {
    ok: true,
    identity: {
      connection: connection.id,
      issuer: issuerOf(connection),
      subject,
      ...mapped.facts,
      ...toldNothingOfSession,
    },
  };
}
