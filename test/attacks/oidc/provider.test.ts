/** A provider that publishes or answers what it should not. */
import { describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { openProvider, verdict } from '../../support/oidc/attack.ts';
import type { Behaviour } from '../../support/oidc/provider.ts';
import { aSignIn } from '../../support/oidc/sign-in.ts';

const provider = openProvider();
const publishing = (more: Record<string, unknown>): Behaviour => ({ discovery: (document) => ({ ...document, ...more }) });

describe('a discovery document that is none of the provider’s:', () => {
  casesOf('oidc.discovery').attack.each([
    ['another issuer', publishing({ issuer: 'https://attacker.example' }), 'oidc_issuer_mismatch'],
    ['no issuer', publishing({ issuer: undefined }), 'oidc_discovery_invalid'],
    ['an issuer in capitals', publishing({ issuer: 'HTTP://127.0.0.1' }), 'oidc_issuer_mismatch'],
    ['no keys', publishing({ jwks_uri: undefined }), 'oidc_discovery_invalid'],
    ['endpoints that are no text', publishing({ token_endpoint: ['https://provider.example/token'] }), 'oidc_discovery_invalid'],
    ['a list', { discovery: () => [] }, 'oidc_discovery_invalid'],
    ['nothing', { endpoint: { discovery: (_, response) => response.writeHead(404).end() } }, 'oidc_discovery_invalid'],
    ['an issuer of which ours is a part', publishing({ issuer: 'http://127.0.0.1.attacker.example' }), 'oidc_issuer_mismatch'],
    [
      'an issuer with a path',
      { discovery: (document: Record<string, unknown>) => ({ ...document, issuer: `${String(document.issuer)}/other` }) },
      'oidc_issuer_mismatch',
    ],
    [
      'an issuer that is a list',
      { discovery: (document: Record<string, unknown>) => ({ ...document, issuer: [document.issuer] }) },
      'oidc_discovery_invalid',
    ],
    ['a template for everybody', publishing({ issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' }), 'oidc_issuer_mismatch'],
    ['algorithms that are text', publishing({ id_token_signing_alg_values_supported: 'none' }), 'oidc_discovery_invalid'],
    ['null', { endpoint: { discovery: (_, response) => response.writeHead(200).end('null') } }, 'oidc_discovery_invalid'],
    [
      'bytes that are no UTF-8',
      { endpoint: { discovery: (_, response) => response.writeHead(200).end(Buffer.from([0xff, 0xfe, 0x7b])) } },
      'oidc_discovery_invalid',
    ],
    ['a page', { endpoint: { discovery: (_, response) => response.writeHead(200).end('<html>') } }, 'oidc_discovery_invalid'],
  ] satisfies [string, Behaviour, string][])('%s', async (_, behaviour, code) => {
    provider().behave(behaviour);
    expect(await verdict(provider())).toBe(code);
  });

  casesOf('oidc.discovery').honest('one closing slash more or less is the same issuer', async () => {
    const proven = await aSignIn(provider(), { connection: { issuer: `${provider().issuer}/` } }).signIn();
    expect(proven).toMatchObject({ ok: true });
  });
});

describe('the token endpoint answers with', () => {
  casesOf('oidc.token-endpoint').attack.each([
    ['a wrong client secret', 'oidc_client_rejected', 401, { error: 'invalid_client' }],
    ['a client that may not do this', 'oidc_client_rejected', 400, { error: 'unauthorized_client' }],
    ['an error of its own', 'oidc_provider_error', 400, { error: 'consent_expired' }],
    ['an error in no known form', 'oidc_provider_error', 400, { error: '<script>' }],
    ['no JSON object', 'oidc_answer_malformed', 200, ['a']],
    ['no access token', 'oidc_answer_malformed', 200, { token_type: 'Bearer', id_token: 'a.b.c' }],
    ['a token of an unknown type', 'oidc_answer_malformed', 200, { access_token: 'a', token_type: 'mac' }],
    ['an ID token that is a number', 'oidc_answer_malformed', 200, { access_token: 'a', token_type: 'Bearer', id_token: 7 }],
    ['success of another kind', 'oidc_answer_malformed', 201, { access_token: 'a', token_type: 'Bearer' }],
  ])('%s -> %s', async (_, code, status, body) => {
    provider().behave({
      endpoint: {
        token: (_request, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      },
    });
    expect(await verdict(provider())).toBe(code);
  });

  casesOf('oidc.token-endpoint').attack('a challenge for other credentials -> oidc_client_rejected', async () => {
    provider().behave({ endpoint: { token: (_, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end() } });
    expect(await verdict(provider())).toBe('oidc_client_rejected');
  });
});
