import { importSaid, importWords as words } from '#contract/messages/en/import';
import type { ImportNote, ImportRequest, OidcImport } from '#contract/rpc/import';
import { OidcConnection } from '#contract/settings/connections/oidc';
import { fetchForImport } from '../../domain/fetch-for-import.ts';
import { importFault } from '../../domain/import-fault.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { quoted } from '../../domain/quoted.ts';
import { discoveryUrl, endpointProblem, issuerProblem, type ProviderMetadata, readMetadata } from './metadata.ts';

type OidcRequest = Extract<ImportRequest, { protocol: 'oidc' }>;

const maxDocumentBytes = 512 * 1024;
const maxListed = 100;
const acceptedAlgorithms: readonly string[] = OidcConnection.properties.idTokenAlgorithm.enum;
const acceptedAuth = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'];

/** What an OpenID provider publishes of itself, held against the same rules as at a sign-in. Throws `import_...`. */
export async function importProvider({ issuer }: OidcRequest, outbound: Outbound): Promise<OidcImport> {
  const url = discoveryUrl(issuer);
  const { body } = await fetchForImport(outbound, { url, accept: 'application/json', maxBytes: maxDocumentBytes, path: '/issuer' });
  const read = readMetadata(documentOf(body));
  if (!read.ok) throw importFault('import_discovery_invalid', read.because, fieldIn(read.because));
  const { metadata } = read;
  // Shared addresses of Entra ID write a mark where an organization would stand.
  if (metadata.issuer.includes('{')) throw importFault('import_issuer_shared', 'import.issuer.template');
  if (issuerProblem(metadata, issuer) !== null)
    throw importFault('import_issuer_foreign', 'import.issuer', {
      said: { path: '/issuer', message: importSaid.callsItself(quoted(metadata.issuer)) },
    });
  const problem = endpointProblem(metadata, (address) => outbound.refusalOf(address));
  if (problem !== null) throw importFault('import_endpoint_refused', problem.because, fieldIn(problem.because));
  return factsOf(metadata, issuer);
}

function documentOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch (cause) {
    throw importFault('import_discovery_invalid', 'import.not-json', { cause });
  }
}

/** Which member of the document it was, for the page; the names are ours, not the provider's. */
function fieldIn(because: string): { said: { path: string; message: string } } | Record<string, never> {
  const field = /^oidc\.discovery\.(\w+)$/.exec(because)?.[1];
  return field === undefined ? {} : { said: { path: '/issuer', message: importSaid.isAbout(field) } };
}

function factsOf(metadata: ProviderMetadata, issuer: string): OidcImport {
  return {
    kind: 'oidc',
    issuer: metadata.issuer,
    authorization: metadata.authorization_endpoint,
    token: metadata.token_endpoint,
    jwks: metadata.jwks_uri,
    userinfo: metadata.userinfo_endpoint ?? null,
    endSession: metadata.end_session_endpoint ?? null,
    scopes: listed(metadata.scopes_supported),
    algorithms: listed(metadata.id_token_signing_alg_values_supported),
    clientAuth: listed(metadata.token_endpoint_auth_methods_supported),
    notes: notesOn(metadata, issuer),
  };
}

const listed = (values: readonly string[] | undefined): string[] | null => values?.slice(0, maxListed).map(quoted) ?? null;

function notesOn(metadata: ProviderMetadata, issuer: string): ImportNote[] {
  const {
    id_token_signing_alg_values_supported: algorithms,
    code_challenge_methods_supported: pkce,
    scopes_supported: scopes,
    token_endpoint_auth_methods_supported: auth,
  } = metadata;
  const lacks = (offered: readonly string[] | undefined, accepted: readonly string[]) =>
    offered !== undefined && !offered.some((each) => accepted.includes(each));
  return [
    ...(metadata.issuer === issuer ? [] : [note('info', words.slash)]),
    ...(lacks(algorithms, acceptedAlgorithms) ? [note('warning', words.algorithms, algorithms)] : []),
    ...(lacks(pkce, ['S256']) ? [note('warning', words.pkceMissing)] : []),
    ...(lacks(scopes, ['openid']) ? [note('warning', words.noOpenid)] : []),
    ...(lacks(auth, acceptedAuth) ? [note('warning', words.clientAuth, auth)] : []),
    ...(metadata.end_session_endpoint === undefined ? [note('info', words.noLogout)] : []),
  ];
}

function note(kind: ImportNote['kind'], text: string, list: readonly string[] = []): ImportNote {
  return { kind, text: text.replace('{list}', () => quoted(list.join(', '))) };
}
