import { certificateProblem } from '#contract/settings/certificate-text';
import type { Connection } from '#contract/settings/connection';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { readPath } from '#contract/settings/json-path';
import type { Problem } from '#contract/settings/problems';
import { assuranceProblems } from '#contract/settings/rules/assurance';
import { mappingProblems } from '#contract/settings/rules/mapping';
import type { Settings } from '#contract/settings/snapshot';

/** The rules of connections that no schema can say: each for itself, and against the others. */
export function* connectionProblems({ connections }: Settings): Generator<Problem> {
  const ids = new Set<string>();
  const claimedBy = new Map<string, string>();
  for (const [index, connection] of connections.entries()) {
    const at = `/connections/${index}`;
    if (ids.has(connection.id)) yield { path: `${at}/id`, message: `another connection is called "${connection.id}" already` };
    ids.add(connection.id);
    yield* protocolProblems(connection, at);
    if (connection.domains.mode !== 'list') continue;
    for (const [position, domain] of connection.domains.list.entries()) {
      const other = claimedBy.get(domain);
      if (other !== undefined)
        yield { path: `${at}/domains/list/${position}`, message: `"${domain}" is claimed by the connection "${other}" already` };
      else claimedBy.set(domain, connection.name);
    }
  }
}

function* protocolProblems(connection: Connection, at: string): Generator<Problem> {
  switch (connection.protocol) {
    case 'oidc':
      yield* oidcProblems(connection, at);
      break;
    case 'saml':
      yield* samlProblems(connection, at);
      break;
    case 'oauth2':
      yield* oauth2Problems(connection, at);
      break;
    case 'email-code':
      if (connection.domains.mode !== 'list')
        yield { path: `${at}/domains`, message: 'a code by e-mail is for the domains of a list only; anybody could ask for one otherwise' };
      return;
    default:
      connection satisfies never;
      return;
  }
  if (connection.emailTrust === 'authoritative' && connection.domains.mode !== 'list')
    yield { path: `${at}/emailTrust`, message: '"authoritative" needs a list of domains that the provider is the authority for' };
  yield* mappingProblems(connection.mapping, `${at}/mapping`);
  if ('assurance' in connection && connection.assurance) yield* assuranceProblems(connection.assurance, `${at}/assurance`);
}

function* oidcProblems({ scopes, tokenEndpointAuth, clientSecret }: OidcConnection, at: string): Generator<Problem> {
  if (!scopes.includes('openid')) yield { path: `${at}/scopes`, message: 'must hold "openid"' };
  if (tokenEndpointAuth === 'private_key_jwt' && clientSecret !== null)
    yield { path: `${at}/clientSecret`, message: 'is of no use with private_key_jwt, so it is not kept' };
  if (tokenEndpointAuth !== 'private_key_jwt' && clientSecret === null)
    yield { path: `${at}/clientSecret`, message: `is needed with ${tokenEndpointAuth}` };
}

function* samlProblems({ domains, emailTrust, certificates, metadata }: SamlConnection, at: string): Generator<Problem> {
  // No SAML provider says of an address that it was checked: it is believed about its own domains, and no others.
  if (domains.mode !== 'list') yield { path: `${at}/domains`, message: 'a SAML provider is believed about the domains of a list only' };
  if (emailTrust !== 'authoritative') yield { path: `${at}/emailTrust`, message: 'SAML knows "authoritative" only' };
  for (const [position, certificate] of certificates.entries()) {
    const message = certificateProblem(certificate);
    if (message !== null) yield { path: `${at}/certificates/${position}`, message };
  }
  const signedBy = metadata?.signedBy ?? null;
  const message = signedBy === null ? null : certificateProblem(signedBy);
  if (message !== null) yield { path: `${at}/metadata/signedBy`, message };
}

function* oauth2Problems({ emailTrust, emailVerified, emailsUrl, subject, mapping }: OAuth2Connection, at: string): Generator<Problem> {
  const { email, firstName, lastName, displayName, groups, more } = mapping;
  const paths: [string, string | null][] = [
    ['subject', subject],
    ['emailVerified', emailVerified],
    ...Object.entries({ email, firstName, lastName, displayName, groups }).map(([name, path]): [string, string | null] => [
      `mapping/${name}`,
      path,
    ]),
    ...more.map(({ from }, index): [string, string] => [`mapping/more/${index}/from`, from]),
  ];
  for (const [name, path] of paths)
    if (path !== null && readPath(path) === null)
      yield {
        path: `${at}/${name}`,
        message: `"${path}" is no path: write names with dots between, such as "user.id" or "emails[primary=true].value"`,
      };
  if (emailTrust === 'verified' && emailVerified === null && emailsUrl === null)
    yield { path: `${at}/emailVerified`, message: 'nobody could sign in: say where the provider tells that it checked the address' };
}
